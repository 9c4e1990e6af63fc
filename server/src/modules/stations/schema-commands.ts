import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { addRoom } from "./add-room.ts";
import { changeRoom } from "./change-room.ts";
import { changeStation } from "./change-station.ts";
import { closeStation } from "./close-station.ts";
import { endRoom } from "./end-room.ts";
import { minuteOf, type WeekSpan } from "./model.ts";
import { openStation } from "./open-station.ts";
import { actions, visibleTo } from "./policy.ts";
import { reopenStation } from "./reopen-station.ts";
import { ClosureReasonEnum, RoomKindEnum } from "./schema-station.ts";
import { setStationHours } from "./set-station-hours.ts";

const VERSION = "The version the client has seen; refused when another one stands.";

const readStation = (id: string, ctx: Context) =>
  ctx.database.prisma.station.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const OpeningSpanInput = builder.inputType("OpeningSpanInput", {
  description: "One span of the week in which a station is open.",
  fields: (t) => ({
    weekday: t.int({ description: "1 is Monday, 7 is Sunday." }),
    opens: t.string({ description: "`08:30`." }),
    closes: t.string({ description: "`17:30`, at most `24:00`." }),
  }),
});

const roomFields = (t: InputBuilder) => ({
  name: t.string({ description: "What it is called, at most 40 characters." }),
  kind: t.field({ type: RoomKindEnum, description: "What it is for." }),
  seats: t.int({ required: false, description: "How many it seats, 1 to 10,000." }),
});

const RoomInput = builder.inputType("RoomInput", {
  description: "A room of a station.",
  fields: roomFields,
});

const MISREAD = -1;

/** Minutes of the texts; what is no time of the day is out of range. */
function spansOf(spans: readonly { weekday: number; opens: string; closes: string }[]): WeekSpan[] {
  return spans.map(({ weekday, opens, closes }) => ({
    weekday,
    opens: minuteOf(opens) ?? MISREAD,
    closes: minuteOf(closes) ?? MISREAD,
  }));
}

commandField("openStation", {
  action: actions["station.open"],
  type: "Station",
  description: "A community gets its practice station, with rooms and hours. One for each community.",
  input: (t) => ({
    communityId: t.id({ description: "Whose it is." }),
    name: t.string({ description: "What it is called, at most 60 characters." }),
    address: t.string({ required: false, description: "Where it is found." }),
    hours: t.field({ type: [OpeningSpanInput], description: "The opening hours of the week." }),
    rooms: t.field({ type: [RoomInput], description: "Its rooms; may be empty." }),
  }),
  run: (ctx, input) =>
    openStation(ctx, {
      ...input,
      communityId: uuidOf("Organization", input.communityId),
      hours: spansOf(input.hours),
    }),
  read: readStation,
});

commandField("changeStation", {
  action: actions["station.keep"],
  type: "Station",
  description: "Changes what a station is called and where it is. Its public address stays.",
  input: (t) => ({
    stationId: t.id({ description: "The station." }),
    name: t.string({ description: "What it is called, at most 60 characters." }),
    address: t.string({ required: false, description: "Where it is found." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => changeStation(ctx, { ...input, stationId: uuidOf("Station", input.stationId) }),
  read: readStation,
});

commandField("setStationHours", {
  action: actions["station.keep"],
  type: "Station",
  description: "Sets the opening hours of the whole week, from now on.",
  input: (t) => ({
    stationId: t.id({ description: "The station." }),
    hours: t.field({ type: [OpeningSpanInput], description: "All of them; those that are left out end." }),
    opensOnHolidays: t.boolean({ description: "Whether they hold on public holidays too." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    setStationHours(ctx, {
      ...input,
      stationId: uuidOf("Station", input.stationId),
      hours: spansOf(input.hours),
    }),
  read: readStation,
});

commandField("closeStation", {
  action: actions["station.keep"],
  type: "Station",
  description:
    "Closes a station from a day to a day, with the reason that visitors read. Its planned sessions stay: their hosts move or cancel them.",
  input: (t) => ({
    stationId: t.id({ description: "The station." }),
    reason: t.field({ type: ClosureReasonEnum, description: "Why; OTHER needs a note." }),
    note: t.string({ required: false, description: "What visitors read beside it." }),
    startsOn: t.field({ type: "LocalDate", description: "The first closed day, today or later." }),
    endsOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The last closed day; until further notice without it.",
    }),
  }),
  run: (ctx, input) => closeStation(ctx, { ...input, stationId: uuidOf("Station", input.stationId) }),
  read: readStation,
});

commandField("reopenStation", {
  action: actions["station.keep"],
  type: "Station",
  description: "Lifts a closure from today on, or takes back one that has not begun.",
  input: (t) => ({ closureId: t.id({ description: "The closure." }) }),
  run: (ctx, input) => reopenStation(ctx, { ...input, closureId: uuidOf("StationClosure", input.closureId) }),
  read: readStation,
});

commandField("addRoom", {
  action: actions["station.keep"],
  type: "Station",
  description: "A station has one more room.",
  input: (t) => ({ stationId: t.id({ description: "The station." }), ...roomFields(t) }),
  run: (ctx, input) => addRoom(ctx, { ...input, stationId: uuidOf("Station", input.stationId) }),
  read: readStation,
});

commandField("changeRoom", {
  action: actions["station.keep"],
  type: "Station",
  description: "Changes what a room is called, what it is for and how many it seats.",
  input: (t) => ({
    roomId: t.id({ description: "The room." }),
    ...roomFields(t),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => changeRoom(ctx, { ...input, roomId: uuidOf("Room", input.roomId) }),
  read: readStation,
});

commandField("endRoom", {
  action: actions["station.keep"],
  type: "Station",
  description: "A room is no longer used. Refused while sessions are planned in it.",
  input: (t) => ({
    roomId: t.id({ description: "The room." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => endRoom(ctx, { ...input, roomId: uuidOf("Room", input.roomId) }),
  read: readStation,
});
