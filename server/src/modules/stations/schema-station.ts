import { ClosureReason, RoomKind } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { clockTime } from "../../kernel/clock.ts";
import type { WeekSpan } from "./model.ts";

/** Rooms, hours and closed days. */

export const RoomKindEnum = builder.enumType(RoomKind, {
  name: "RoomKind",
  description:
    "What a room is for: ORDINARY, a place for MINORS, READING, LECTURE, SPORTS and culture, or OUTDOOR.",
});

export const ClosureReasonEnum = builder.enumType(ClosureReason, {
  name: "ClosureReason",
  description: "Why a station is closed: REPAIR, STAFF, WEATHER, another EVENT, or OTHER with a note.",
});

export const OpeningSpan = builder.objectRef<WeekSpan>("OpeningSpan").implement({
  description: "One span of the week in which a station is open.",
  fields: (t) => ({
    weekday: t.exposeInt("weekday", { description: "1 is Monday, 7 is Sunday." }),
    opens: t.string({ description: "`08:30`.", resolve: ({ opens }) => clockTime(opens) }),
    closes: t.string({
      description: "`17:30`, at most `24:00`.",
      resolve: ({ closes }) => clockTime(closes),
    }),
  }),
});

builder.prismaObject("Room", {
  description: "A room of a station.",
  fields: (t) => ({
    id: t.id({ description: "`Room:<uuid>`.", resolve: ({ id }) => `Room:${id}` }),
    name: t.exposeString("name", { description: "What it is called." }),
    kind: t.expose("kind", { type: RoomKindEnum, description: "What it is for." }),
    seats: t.exposeInt("seats", { nullable: true, description: "How many it seats; null when nobody said." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaObject("StationClosure", {
  description: "A station is closed from a day to a day.",
  fields: (t) => ({
    id: t.id({ description: "`StationClosure:<uuid>`.", resolve: ({ id }) => `StationClosure:${id}` }),
    reason: t.expose("reason", { type: ClosureReasonEnum, description: "Why." }),
    note: t.exposeString("note", { nullable: true, description: "What visitors read beside it." }),
    startsOn: t.expose("startsOn", { type: "LocalDate", description: "The first closed day." }),
    endsOn: t.expose("endsOn", {
      type: "LocalDate",
      nullable: true,
      description: "The last closed day; null until further notice.",
    }),
  }),
});
