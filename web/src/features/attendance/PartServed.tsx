import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { TextLink } from "../../ui/links.tsx";
import classes from "./attendance.module.css";
import { messages } from "./messages.ts";

// Asked for by each confirmed part alone: with its deliveries and their promises the page's own question would be too large.
const PartServedQuery = graphql(`
  query PartServed($id: ID!) {
    node(id: $id) {
      __typename
      ... on SessionPart {
        id
        deliveries {
          id
          quantity
          good
          kind { nameZh nameEn measure unitZh unitEn }
          allocations { accepted obligation { id dueOn partnership { id } } }
        }
      }
    }
  }
`);

/** The deliveries that a confirmed part became, each with the promises it serves. */
export function PartServed({ partId }: { partId: string }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const [{ data }] = useQuery({ query: PartServedQuery, variables: { id: partId } });
  const deliveries = data?.node?.__typename === "SessionPart" ? data.node.deliveries : [];
  if (deliveries.length === 0) return null;
  return (
    <ul className={classes.served}>
      {deliveries.map(({ id, kind, good, quantity, allocations }) => (
        <li key={id}>
          <TextLink to="/deliveries/$id" params={{ id }}>
            {kinds.title(kind, good)} {kinds.quantity(kind, quantity, good)}
          </TextLink>
          {allocations.map(({ accepted, obligation }) => {
            const words = t("part.serves", {
              amount: kinds.quantity(kind, accepted, good),
              day: date(obligation.dueOn),
            });
            return (
              <span key={obligation.id}>
                {" → "}
                {obligation.partnership ? (
                  <TextLink
                    to="/partnerships/$id"
                    params={{ id: obligation.partnership.id }}
                    search={{ why: obligation.id }}
                  >
                    {words}
                  </TextLink>
                ) : (
                  words
                )}
              </span>
            );
          })}
          {allocations.length === 0 && ` · ${t("part.servesNone")}`}
        </li>
      ))}
    </ul>
  );
}
