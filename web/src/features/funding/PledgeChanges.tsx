import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Timeline } from "../../ui/Timeline.tsx";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";

const PledgeChanges_Pledge = graphql(`
  fragment PledgeChanges_Pledge on Pledge {
    changes { kind amount reason recordedAt by { name } line { id measure good } }
  }
`);

/** What changed about a pledge since it was made, newest first, with reasons. */
export function PledgeChanges(props: { pledge: FragmentType<typeof PledgeChanges_Pledge> }) {
  const { changes } = readFragment(PledgeChanges_Pledge, props.pledge);
  const t = useMessages(messages);
  const { instant } = useFormat();
  const sayOf = useSayOf();
  return (
    <Panel title={t("pledge.changes")}>
      <Timeline
        label={t("pledge.changes")}
        entries={changes.toReversed().map((change, at) => {
          const size = change.amount.replace(/^-/, "");
          return {
            id: `${change.recordedAt} ${changes.length - at}`,
            on: dateOf(change.recordedAt),
            title: t(`change.${change.kind}`, { amount: sayOf(change.line)(size) }),
            detail: [
              change.reason && t("change.reason", { reason: change.reason }),
              t("change.by", {
                person: change.by?.name ?? t("change.system"),
                at: instant(change.recordedAt).split(" ").at(-1) ?? "",
              }),
            ]
              .filter(Boolean)
              .join(" · "),
          };
        })}
      />
      {changes.length <= 1 && <p>{t("pledge.noChanges")}</p>}
    </Panel>
  );
}
