import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./board.module.css";
import { messages } from "./messages.ts";
import type { SavedView } from "./saved-views.ts";

const RenameView = graphql(`
  mutation RenameView($input: RenameViewInput!) {
    renameView(input: $input) {
      __typename
      ... on SavedView { id version }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ShareView = graphql(`
  mutation ShareView($input: ShareViewInput!) {
    shareView(input: $input) { __typename ... on SavedView { id version } ... on Failure { code } }
  }
`);

const DeleteView = graphql(`
  mutation DeleteView($input: DeleteViewInput!) {
    deleteView(input: $input) { __typename ... on Failure { code } }
  }
`);

/** One saved view; who keeps it renames, shares and deletes it, others see whose it is. */
export function SavedViewItem({ view }: { view: SavedView }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, rename] = useMutation(RenameView);
  const [, share] = useMutation(ShareView);
  const [, remove] = useMutation(DeleteView);
  const [editing, setEditing] = useState(false);
  const [name, setName] = useState(view.name);
  const [shared, setShared] = useState(view.shared);
  const viewId = view.id;
  if (editing)
    return (
      <ActionForm
        submitLabel={t("views.submitRename")}
        blocked={name.trim() ? null : t("views.blocked")}
        onCancel={() => setEditing(false)}
        onSubmit={async (idempotencyKey) => {
          // Two facts, two acts; each is left out when it is as it was.
          if (name.trim() !== view.name) {
            const renamed = await outcome(
              await rename({ input: { idempotencyKey, viewId, name: name.trim() } }),
              (data) => data.renameView,
            );
            if (renamed.kind !== "done") return renamed;
          }
          if (shared === view.shared) return { kind: "done" };
          return outcome(
            await share({ input: { idempotencyKey: `${idempotencyKey}-share`, viewId, shared } }),
            (data) => data.shareView,
          );
        }}
        onDone={() => {
          toast(t("views.saved", { name: name.trim() }));
          setEditing(false);
        }}
      >
        <TextInput
          autoFocus
          label={t("views.name")}
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
    );
  return (
    <div className={classes.view}>
      <span>
        {view.name}
        {view.shared && <span className={classes.quiet}> · {t("views.sharedMark")}</span>}
        {!view.mine && <span className={classes.quiet}> · {t("views.by", { name: view.owner.name })}</span>}
      </span>
      {view.mine && (
        <>
          <Button size="sm" variant="subtle" onClick={() => setEditing(true)}>
            {t("views.rename")}
          </Button>
          <ConfirmButton
            danger
            variant="subtle"
            label={t("views.delete")}
            question={t("views.deleteQuestion", { name: view.name })}
            confirmLabel={t("views.deleteConfirm", { name: view.name })}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await remove({ input: { idempotencyKey, viewId, version: view.version } }),
                (data) => data.deleteView,
              )
            }
            onDone={() => toast(t("views.deleted", { name: view.name }))}
          />
        </>
      )}
    </div>
  );
}
