import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { RoomForm } from "./RoomForm.tsx";
import classes from "./stations.module.css";

const RoomsPanel_Station = graphql(`
  fragment RoomsPanel_Station on Station { id rooms { id name kind seats version } }
`);
const EndRoom = graphql(`
  mutation EndRoom($input: EndRoomInput!) {
    endRoom(input: $input) {
      __typename
      ... on Failure { code }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface RoomsPanelProps {
  station: FragmentType<typeof RoomsPanel_Station>;
  mayKeep: boolean;
}

/** The rooms in use, and for the desk the forms that add and change them. */
export function RoomsPanel({ mayKeep, ...props }: RoomsPanelProps) {
  const { id, rooms } = readFragment(RoomsPanel_Station, props.station);
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, end] = useMutation(EndRoom);
  /** A room's id, or `new`. */
  const [form, setForm] = useState<string | null>(null);
  const close = () => setForm(null);
  return (
    <Panel
      title={t("rooms.title")}
      actions={
        mayKeep && (
          <Button
            variant="default"
            size="sm"
            aria-expanded={form === "new"}
            onClick={() => setForm(form === "new" ? null : "new")}
          >
            {t("rooms.add")}
          </Button>
        )
      }
    >
      {form === "new" && (
        <div className={classes.form}>
          <RoomForm stationId={id} room={null} onClose={close} />
        </div>
      )}
      {rooms.length === 0 && form !== "new" && <p className={classes.quiet}>{t("rooms.none")}</p>}
      <ul className={classes.list}>
        {rooms.map((room) => (
          <li key={room.id} className={classes.item}>
            <div className={classes.head}>
              <span>
                <strong>{room.name}</strong>{" "}
                <span className={classes.quiet}>
                  <span>{t(`kind.${room.kind}`)}</span>
                  {room.seats && <span>{t("rooms.seatsOf", { count: room.seats })}</span>}
                </span>
              </span>
              {mayKeep && (
                <Button
                  variant="default"
                  size="sm"
                  aria-expanded={form === room.id}
                  aria-label={`${t("rooms.change")} ${room.name}`}
                  onClick={() => setForm(form === room.id ? null : room.id)}
                >
                  {t("rooms.change")}
                </Button>
              )}
            </div>
            {form === room.id && (
              <div className={classes.form}>
                <RoomForm stationId={id} room={room} onClose={close} />
                <div className={classes.acts}>
                  <ConfirmButton
                    variant="default"
                    danger
                    label={t("rooms.end")}
                    question={t("rooms.endQuestion")}
                    confirmLabel={t("rooms.endConfirm")}
                    onConfirm={async (idempotencyKey) =>
                      outcome(
                        await end({ input: { idempotencyKey, roomId: room.id, version: room.version } }),
                        (data) => data.endRoom,
                      )
                    }
                    onDone={() => {
                      toast(t("rooms.ended"));
                      close();
                    }}
                  />
                </div>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
