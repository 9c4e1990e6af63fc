import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./appeals.module.css";
import { messages } from "./messages.ts";

const DoorPanel_AppealDoor = graphql(`
  fragment DoorPanel_AppealDoor on AppealDoor { id version open notice path posterPath }
`);
const SetAppealDoor = graphql(`
  mutation SetAppealDoor($input: SetAppealDoorInput!) {
    setAppealDoor(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface DoorPanelProps {
  receiverId: string;
  door: FragmentType<typeof DoorPanel_AppealDoor> | null;
}

/** The community's public form: open or not, its poster, and the switch. */
export function DoorPanel({ receiverId, ...props }: DoorPanelProps) {
  const door = readFragment(DoorPanel_AppealDoor, props.door);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const rights = useRights();
  const [, set] = useMutation(SetAppealDoor);
  const [closing, setClosing] = useState(false);
  const [notice, setNotice] = useState("");
  const desk = rights.in(receiverId, ["LIAISON", "MANAGER"]);
  const send = async (idempotencyKey: string, open: boolean) =>
    outcome(
      await set({
        input: {
          idempotencyKey,
          receiverId,
          open,
          notice: open ? null : notice.trim() || null,
          version: door?.version ?? null,
        },
      }),
      (data) => data.setAppealDoor,
    );
  const said = !door
    ? t("door.never")
    : door.open
      ? t("door.isOpen")
      : door.notice
        ? t("door.isClosed", { notice: door.notice })
        : t("door.isClosedPlain");
  return (
    <Panel title={t("door.title")}>
      <div className={classes.stack}>
        <p className={classes.text}>{said}</p>
        <div className={classes.acts}>
          {door?.open && (
            <>
              <Button component="a" href={door.posterPath} target="_blank" rel="noreferrer" variant="default">
                {t("door.poster")}
              </Button>
              <Button component="a" href={door.path} target="_blank" rel="noreferrer" variant="default">
                {t("door.look")}
              </Button>
            </>
          )}
          {desk && !door?.open && (
            <ActionButton
              label={t(door ? "door.reopen" : "door.open")}
              onAct={(key) => send(key, true)}
              onDone={() => toast(t("door.opened"))}
            />
          )}
          {desk && door?.open && !closing && (
            <Button variant="subtle" onClick={() => setClosing(true)}>
              {t("door.close")}
            </Button>
          )}
        </div>
      </div>
      {closing && (
        <div className={classes.form}>
          <ActionForm
            submitLabel={t("door.closeSubmit")}
            onCancel={() => setClosing(false)}
            onSubmit={(key) => send(key, false)}
            onDone={() => {
              setClosing(false);
              toast(t("door.closed"));
            }}
          >
            <TextInput
              label={t("door.notice")}
              description={t("door.noticeHint")}
              value={notice}
              maxLength={200}
              onChange={({ currentTarget }) => setNotice(currentTarget.value)}
            />
          </ActionForm>
        </div>
      )}
    </Panel>
  );
}
