import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useRights } from "../../lib/rights.ts";
import { LinkButton, TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { Why } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const PledgesPanel_PartnershipSnapshot = graphql(`
  fragment PledgesPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    asOf
    state
    giver { organization { id } }
    pledges {
      id
      purpose
      pledgedOn
      state
      lines {
        id
        kind { nameZh nameEn measure unitZh unitEn }
        good
        pledged
        received
        spent
      }
    }
    obligations { id pledgeLineId instalment quantity dueOn state lateWorkdays kind { nameZh nameEn measure unitZh unitEn } good }
  }
`);

/** What the unit pledged, line by line, with its instalments. */
export function PledgesPanel({
  snapshot,
}: {
  snapshot: FragmentType<typeof PledgesPanel_PartnershipSnapshot>;
}) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const rights = useRights();
  const { id, asOf, state, giver, pledges, obligations } = readFragment(
    PledgesPanel_PartnershipSnapshot,
    snapshot,
  );
  const mayPledge = !asOf && state === "ACTIVE" && rights.in(giver.organization.id, ["MANAGER", "LIAISON"]);
  if (pledges.length === 0 && !mayPledge) return null;
  return (
    <Panel
      title={t("pledges.title")}
      actions={
        mayPledge ? (
          <LinkButton to="/pledges/new" search={{ partnershipId: id }} variant="subtle">
            {t("pledges.make")}
          </LinkButton>
        ) : undefined
      }
    >
      {pledges.length === 0 && <p className={classes.quiet}>{t("pledges.none")}</p>}
      {pledges.map((pledge) => (
        <div key={pledge.id}>
          <div>
            <TextLink to="/pledges/$id" params={{ id: pledge.id }}>
              {pledge.purpose}
            </TextLink>{" "}
            <span className={classes.quiet}>
              {t("pledges.on", { day: date(pledge.pledgedOn) })}
              {pledge.state === "CANCELLED" && ` · ${t("pledges.cancelled")}`}
            </span>
          </div>
          <ul className={classes.lines}>
            {pledge.lines.map((line) => (
              <li key={line.id}>
                <span>{kinds.title(line.kind, line.good)}</span>
                <span className={classes.amount}>
                  <Why address={line.id}>{kinds.quantity(line.kind, line.pledged, line.good)}</Why>
                </span>
                <span className={`${classes.whole} ${classes.quiet}`}>
                  {t("pledges.reached", {
                    received: kinds.quantity(line.kind, line.received, line.good),
                    spent: kinds.quantity(line.kind, line.spent, line.good),
                  })}
                </span>
                {obligations
                  .filter(({ pledgeLineId }) => pledgeLineId === line.id)
                  .map((o) => (
                    <span key={o.id} className={`${classes.whole} ${classes.quiet}`}>
                      {t("pledges.instalment", { number: o.instalment ?? 1, day: date(o.dueOn) })}{" "}
                      <Why address={o.id}>{kinds.quantity(o.kind, o.quantity, o.good)}</Why>{" "}
                      <StateWord
                        state={o.state}
                        {...(o.state === "OVERDUE" ? { days: o.lateWorkdays } : {})}
                      />
                    </span>
                  ))}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}
