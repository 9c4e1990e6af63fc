import type { RoomKind } from "@gongjian/prisma/client";
import type { LocalDate } from "../../server/src/kernel/clock.ts";
import type { ActivityKindCode, Key } from "./plan.ts";

/** Stations are opened, used and closed. */
export type StationStep =
  | {
      do: "openStation";
      key: Key;
      community: Key;
      name: string;
      address: string;
      /** Also open on Saturday mornings. */
      saturdays: boolean;
      rooms: { name: string; kind: RoomKind; seats: number }[];
    }
  | { do: "closeStation"; station: Key; note: string; startsOn: LocalDate; endsOn: LocalDate }
  /** A series in a room of the station, by its place in the list. */
  | {
      do: "planInRoom";
      community: Key;
      station: Key;
      room: number;
      kind: ActivityKindCode;
      title: string;
      firstOn: LocalDate;
      until: LocalDate;
      startTime: string;
      minutes: number;
      capacity: number;
      isPublic: boolean;
    };
