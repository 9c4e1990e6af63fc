import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { EnterEntryForm } from "./EnterEntryForm.tsx";
import { EntryItem } from "./EntryItem.tsx";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const EntriesPanel_VolunteerEntry = graphql(`
  fragment EntriesPanel_VolunteerEntry on VolunteerEntry { id kind ...EntryItem_VolunteerEntry }
`);

const KINDS = ["TRAINING", "HONOUR", "EVALUATION"] as const;

interface EntriesPanelProps {
  entries: readonly FragmentType<typeof EntriesPanel_VolunteerEntry>[];
  own: boolean;
  personId: string;
  /** The organizations whose manager the viewer is. */
  organizations: readonly { id: string; name: string }[];
}

/** Training, honours and evaluation as organizations wrote them and the person answered. */
export function EntriesPanel({ entries, own, personId, organizations }: EntriesPanelProps) {
  const t = useMessages(messages);
  const [entering, setEntering] = useState(false);
  const all = entries.map((masked) => ({ ...readFragment(EntriesPanel_VolunteerEntry, masked), masked }));
  const mayEnter = !own && organizations.length > 0;
  return (
    <Panel
      title={t("entries.title")}
      actions={
        mayEnter &&
        !entering && (
          <Button variant="default" onClick={() => setEntering(true)}>
            {t("entries.enter")}
          </Button>
        )
      }
    >
      {entering && organizations[0] && (
        <div className={classes.form}>
          <EnterEntryForm
            personId={personId}
            organization={organizations[0]}
            onClose={() => setEntering(false)}
          />
        </div>
      )}
      {KINDS.map((kind) => {
        const ofKind = all.filter((it) => it.kind === kind);
        return (
          <section key={kind} className={classes.group}>
            <h3>{t(`entries.kind.${kind}`)}</h3>
            {ofKind.length === 0 ? (
              <p className={classes.quiet}>{t("entries.none")}</p>
            ) : (
              <ul className={classes.rows}>
                {ofKind.map((entry) => (
                  <EntryItem key={entry.id} entry={entry} own={own} organizations={organizations} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </Panel>
  );
}
