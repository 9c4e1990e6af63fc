import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { LinkButton } from "../../../ui/links.tsx";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const StaleClaimsQuery = graphql(`
  query StaleClaims($unitId: ID!) {
    staleClaims(unitId: $unitId) {
      id
      quantity
      promisedOn
      need {
        id
        good
        kind { id nameZh nameEn measure unitZh unitEn }
        helpRequest { id title receiver { id name } }
      }
    }
  }
`);

/** Why a unit takes on nothing more: which of its claims are long past their day, each with the way to it. */
export function StaleClaims({ unitId }: { unitId: string }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const [{ data }] = useQuery({ query: StaleClaimsQuery, variables: { unitId } });
  const stale = data?.staleClaims ?? [];
  if (stale.length === 0) return null;
  return (
    <section className={classes.stale} aria-label={t("stale.title", { count: stale.length })}>
      <strong>{t("stale.title", { count: stale.length })}</strong>
      <ul>
        {stale.map(({ id, quantity, promisedOn, need }) => (
          <li key={id} className={classes.row}>
            <span>
              {t("stale.row", {
                receiver: need.helpRequest.receiver.name,
                title: need.helpRequest.title,
                quantity: kinds.quantity(need.kind, quantity, need.good),
                day: date(promisedOn),
              })}
            </span>
            <LinkButton to="/requests/$id" params={{ id: uuidOf(need.helpRequest.id) }} variant="default">
              {t("stale.open")}
            </LinkButton>
          </li>
        ))}
      </ul>
      <span className={classes.quiet}>{t("stale.next")}</span>
    </section>
  );
}
