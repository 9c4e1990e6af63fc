import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { daysBetween, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { MoneyRiver } from "../../ui/MoneyRiver.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { stuckMoney } from "../../ui/stuck-money.ts";
import { useWhy, Why } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const MoneyPanel_PartnershipSnapshot = graphql(`
  fragment MoneyPanel_PartnershipSnapshot on PartnershipSnapshot {
    today
    money {
      pledged
      sent
      received
      spent
      returned
      waived
      cancelled
      stuck { at amount since mustAct }
    }
  }
`);

/** The money of the partnership: pledged, sent, received, spent; and where it sits still. */
export function MoneyPanel({ snapshot }: { snapshot: FragmentType<typeof MoneyPanel_PartnershipSnapshot> }) {
  const t = useMessages(messages);
  const { money: yuan } = useFormat();
  const { open } = useWhy();
  const { money, today } = readFragment(MoneyPanel_PartnershipSnapshot, snapshot);
  const nothing = [money.pledged, money.sent, money.waived, money.cancelled].every((it) => it === "0");
  const stuck = money.stuck.flatMap((it) =>
    stuckMoney(it, daysBetween(it.since, today)).map((place) => ({ ...place, why: `stuck:${it.at}` })),
  );
  const rest = (["returned", "waived", "cancelled"] as const).filter((it) => money[it] !== "0");
  return (
    <Panel title={t("money.title")}>
      {nothing ? (
        <EmptyState title={t("money.none")} next={t("money.noneNext")} />
      ) : (
        <>
          <MoneyRiver amounts={money} stuck={stuck} onStation={(station) => void open(`money:${station}`)} />
          {rest.length > 0 && (
            <p className={classes.quiet}>
              {rest.map((word, at) => (
                <span key={word}>
                  {at > 0 && " · "}
                  {t(`money.${word}`)} <Why address={`money:${word}`}>{yuan(money[word])}</Why>
                </span>
              ))}
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
