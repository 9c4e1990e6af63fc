import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./board.module.css";
import type { BoardState } from "./board-address.ts";
import { messages } from "./messages.ts";
import { SavedViewItem } from "./SavedViewItem.tsx";
import { parametersOf, type SavedView } from "./saved-views.ts";

const SaveView = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      __typename
      ... on SavedView { id }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface ViewsDrawerProps {
  officeId: string;
  views: readonly SavedView[];
  state: BoardState;
  /** A view was saved from what the board shows now: it is the chosen one. */
  onSaved: (id: string) => void;
}

/** Saves what the board shows under a name, and keeps the views that were saved. */
export function ViewsDrawer({ officeId, views, state, onSaved }: ViewsDrawerProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, save] = useMutation(SaveView);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  return (
    <>
      <ActionForm
        submitLabel={name.trim() ? t("views.submitNamed", { name: name.trim() }) : t("views.submit")}
        blocked={name.trim() ? null : t("views.blocked")}
        onSubmit={async (idempotencyKey) =>
          outcome(
            await save({
              input: { idempotencyKey, officeId, name: name.trim(), shared, parameters: parametersOf(state) },
            }),
            (data) => data.saveView,
            undefined,
            (view) => {
              if (view.__typename === "SavedView") onSaved(view.id);
            },
          )
        }
        onDone={() => {
          toast(t("views.saved", { name: name.trim() }));
          setName("");
        }}
      >
        <TextInput
          label={t("views.name")}
          description={t("views.nameHint")}
          maxLength={40}
          required
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Checkbox
          label={t("views.shared")}
          checked={shared}
          onChange={({ currentTarget }) => setShared(currentTarget.checked)}
        />
      </ActionForm>
      <section className={classes.section} aria-label={t("views.button")}>
        {views.length === 0 && <p className={classes.quiet}>{t("views.none")}</p>}
        {views.map((view) => (
          <SavedViewItem key={view.id} view={view} />
        ))}
      </section>
    </>
  );
}
