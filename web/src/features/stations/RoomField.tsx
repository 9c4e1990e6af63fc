import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

const RoomChoices = graphql(`
  query RoomChoices($communityIds: [ID!]!) {
    stations(first: 20, communityIds: $communityIds) {
      edges { node { id name rooms { id name kind seats } } }
    }
  }
`);

/** Where something is held: a room that is booked with it, or a place in words. */
export interface ChosenPlace {
  roomId: string | null;
  place: string;
}

interface RoomFieldProps {
  /** The communities that hold it or that it serves: their rooms can be booked. */
  communityIds: readonly string[];
  value: ChosenPlace;
  onChange: (place: ChosenPlace) => void;
}

const OTHER = "";

/** Chooses a room of the communities' stations, or another place; without a station there is only the place. */
export function RoomField({ communityIds, value, onChange }: RoomFieldProps) {
  const t = useMessages(messages);
  const ids = [...communityIds].sort();
  const [{ data }] = useQuery({
    query: RoomChoices,
    variables: { communityIds: ids },
    pause: ids.length === 0,
  });
  const stations = (ids.length > 0 && data ? data.stations.edges : [])
    .map(({ node }) => node)
    .filter(({ rooms }) => rooms.length > 0);
  const known = stations.some(({ rooms }) => rooms.some(({ id }) => id === value.roomId));
  const roomId = known ? value.roomId : null;
  return (
    <>
      {stations.length > 0 && (
        <NativeSelect
          label={t("field.label")}
          description={t("field.taken")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={roomId ?? OTHER}
          onChange={({ currentTarget }) =>
            onChange({ ...value, roomId: currentTarget.value === OTHER ? null : currentTarget.value })
          }
          data={[
            ...stations.map(({ name, rooms }) => ({
              group: name,
              items: rooms.map((room) => ({
                value: room.id,
                label: room.seats ? t("field.seats", { name: room.name, count: room.seats }) : room.name,
              })),
            })),
            { value: OTHER, label: t("field.other") },
          ]}
        />
      )}
      {!roomId && (
        <TextInput
          label={t(stations.length > 0 ? "field.place" : "field.label")}
          placeholder={t("field.placeHint")}
          required
          maxLength={120}
          value={value.place}
          onChange={({ currentTarget }) => onChange({ roomId: null, place: currentTarget.value })}
        />
      )}
    </>
  );
}
