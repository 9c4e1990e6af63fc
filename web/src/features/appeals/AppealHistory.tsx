import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Timeline } from "../../ui/Timeline.tsx";
import classes from "./appeals.module.css";
import { messages } from "./messages.ts";

const AppealHistory_Appeal = graphql(`
  fragment AppealHistory_Appeal on Appeal {
    receiver { name }
    entries { kind at text organization { name } by { name } }
  }
`);

/** What happened to an appeal, the newest first, with who did it. */
export function AppealHistory(props: { appeal: FragmentType<typeof AppealHistory_Appeal> }) {
  const { receiver, entries } = readFragment(AppealHistory_Appeal, props.appeal);
  const t = useMessages(messages);
  const newestFirst = entries
    .map(({ kind, at, text, organization, by }, n) => ({
      id: String(n),
      on: dateOf(at),
      title: t(`entry.${kind}`, { organization: organization?.name ?? receiver.name }),
      detail: (
        <>
          {by && <span>{by.name}</span>}
          {text && <p className={classes.text}>{text}</p>}
        </>
      ),
    }))
    .reverse();
  return (
    <Panel title={t("page.history")}>
      <Timeline label={t("page.history")} entries={newestFirst} />
    </Panel>
  );
}
