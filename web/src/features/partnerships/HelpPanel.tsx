import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const HelpPanel_PartnershipSnapshot = graphql(`
  fragment HelpPanel_PartnershipSnapshot on PartnershipSnapshot {
    helpRequests {
      id
      title
      state
      needs {
        id
        kind { nameZh nameEn measure unitZh unitEn }
        description
        good
        quantity
        claimed
        accepted
      }
    }
  }
`);

/** What the receiver has asked this unit for and is still open. */
export function HelpPanel({ snapshot }: { snapshot: FragmentType<typeof HelpPanel_PartnershipSnapshot> }) {
  const t = useMessages(messages);
  const kinds = useKindWords();
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
            {request.needs.map((need) => (
              <span key={need.id} className={classes.whole}>
                <span className={classes.quiet}>{kinds.title(need.kind, need.good)}</span>
                <PromiseBar
                  measure={need.kind.measure}
                  unit={kinds.unit(need.kind, need.good)}
                  owed={need.quantity}
                  claimed={need.claimed}
                  accepted={need.accepted}
                />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
