import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { RoomKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const AddRoom = graphql(`
  mutation AddRoom($input: AddRoomInput!) {
    addRoom(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const ChangeRoom = graphql(`
  mutation ChangeRoom($input: ChangeRoomInput!) {
    changeRoom(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const KINDS = [
  "ORDINARY",
  "MINORS",
  "READING",
  "LECTURE",
  "SPORTS",
  "OUTDOOR",
] as const satisfies readonly RoomKind[];

interface RoomFormProps {
  stationId: string;
  /** The room to change; null for a new one. */
  room: { id: string; name: string; kind: RoomKind; seats?: number | null; version: number } | null;
  onClose: () => void;
}

/** What a room is called, what it is for, how many it seats. */
export function RoomForm({ stationId, room, onClose }: RoomFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, add] = useMutation(AddRoom);
  const [, change] = useMutation(ChangeRoom);
  const [name, setName] = useState(room?.name ?? "");
  const [kind, setKind] = useState<RoomKind>(room?.kind ?? "ORDINARY");
  const [seats, setSeats] = useState(room?.seats ? String(room.seats) : "");
  const fields = { name: name.trim(), kind, seats: seats === "" ? null : Number(seats) };
  return (
    <ActionForm
      submitLabel={t(room ? "rooms.save" : "rooms.add")}
      blocked={fields.name === "" ? t("rooms.nameHint") : null}
      onCancel={onClose}
      onDone={() => {
        toast(t(room ? "rooms.saved" : "rooms.added"));
        onClose();
      }}
      onSubmit={async (idempotencyKey) =>
        room
          ? outcome(
              await change({ input: { idempotencyKey, roomId: room.id, version: room.version, ...fields } }),
              (data) => data.changeRoom,
            )
          : outcome(await add({ input: { idempotencyKey, stationId, ...fields } }), (data) => data.addRoom)
      }
    >
      <TextInput
        label={t("rooms.name")}
        placeholder={t("rooms.nameHint")}
        required
        maxLength={40}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <NativeSelect
        label={t("rooms.kind")}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={({ currentTarget }) =>
          setKind(KINDS.find((it) => it === currentTarget.value) ?? "ORDINARY")
        }
      />
      <TextInput
        label={t("rooms.seats")}
        inputMode="numeric"
        maxLength={5}
        value={seats}
        onChange={({ currentTarget }) => setSeats(currentTarget.value.replace(/\D/g, ""))}
      />
    </ActionForm>
  );
}
