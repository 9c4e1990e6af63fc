import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const HelpPanel_PartnershipSnapshot = graphql(`
  fragment HelpPanel_PartnershipSnapshot on PartnershipSnapshot {
    helpRequests { id title state urgency createdAt wishedOn }
  }
`);

/** What the receiver has asked this unit for and is still open; its needs and claims stand on the request's own page. */
export function HelpPanel({ snapshot }: { snapshot: FragmentType<typeof HelpPanel_PartnershipSnapshot> }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { helpRequests } = readFragment(HelpPanel_PartnershipSnapshot, snapshot);
  const open = helpRequests.filter(({ state }) => state === "OPEN" || state === "DELIVERED");
  if (open.length === 0) return null;
  return (
    <Panel title={t("help.title")}>
      <ul className={classes.lines}>
        {open.map((request) => (
          <li key={request.id}>
            <span className={classes.whole}>
              <TextLink to="/requests/$id" params={{ id: request.id }}>
                {request.title}
              </TextLink>
            </span>
            <span className={`${classes.whole} ${classes.quiet}`}>
              {t("help.asked", { day: date(dateOf(request.createdAt)) })}
              {request.wishedOn && ` · ${t("help.wished", { day: date(request.wishedOn) })}`}
              {request.state === "DELIVERED" && ` · ${t("help.delivered")}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
