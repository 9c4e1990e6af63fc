import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { daysBetween } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { MoneyRiver } from "../../ui/MoneyRiver.tsx";
import { stuckMoney } from "../../ui/stuck-money.ts";
import classes from "./board.module.css";
import { messages } from "./messages.ts";

const PreviewMoney_PartnershipSnapshot = graphql(`
  fragment PreviewMoney_PartnershipSnapshot on PartnershipSnapshot {
    today
    money { pledged sent received spent stuck { at amount since mustAct } }
  }
`);

/** The money of the partnership and where it waits. */
export function PreviewMoney(props: { snapshot: FragmentType<typeof PreviewMoney_PartnershipSnapshot> }) {
  const { money, today } = readFragment(PreviewMoney_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  return (
    <section className={classes.section}>
      <h3>{t("preview.money")}</h3>
      {money.pledged === "0" && money.sent === "0" ? (
        <p className={classes.quiet}>{t("preview.noMoney")}</p>
      ) : (
        <MoneyRiver
          amounts={money}
          stuck={money.stuck.flatMap((it) => stuckMoney(it, daysBetween(it.since, today)))}
        />
      )}
    </section>
  );
}
