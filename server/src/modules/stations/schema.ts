import type { Prisma, Station } from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import {
  checkFirst,
  connectionType,
  cursorValues,
  type Keyset,
  NODE_PATH,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterDivisionOf, uuidIn } from "../../graphql/node-id.ts";
import { addDays, startOfDay, toDbDate, today } from "../../kernel/clock.ts";
import { can } from "../../kernel/policy.ts";
import { sessionsVisibleTo } from "../activities/policy.ts";
import { organizationSubject } from "../organizations/public.ts";
import { actions, visibleTo } from "./policy.ts";
import { type AfterStation, listStations } from "./read.ts";
import "./schema-commands.ts";
import { StandingEnum, StationStateType } from "./schema-state.ts";
import { OpeningSpan } from "./schema-station.ts";
import { hoursIn, rememberLiveliness, rulesNow, stationState } from "./station-state.ts";
import { readTimetable, type TimetableEntry } from "./timetable.ts";

const MOST_DAYS = 62;
const MOST_COMMUNITIES = 20;
/** Three a day over two months; a station with more shows the first of them. */
const MOST_SESSIONS = 200;

const TimetableEntryType = builder
  .objectRef<TimetableEntry & { isVisible: boolean }>("TimetableEntry")
  .implement({
    description: "A session on a station's timetable, with what anybody may know of it.",
    fields: (t) => ({
      sessionId: t.id({
        nullable: true,
        description: "`ActivitySession:<uuid>`; null when the actor may not look at the session itself.",
        resolve: ({ sessionId, isVisible }) => (isVisible ? `ActivitySession:${sessionId}` : null),
      }),
      title: t.exposeString("title", { description: "What is held." }),
      startsAt: t.expose("startsAt", { type: "DateTime", description: "When it begins." }),
      endsAt: t.expose("endsAt", { type: "DateTime", description: "When it ends." }),
      isCancelled: t.boolean({
        description: "Whether it was cancelled.",
        resolve: ({ state }) => state === "CANCELLED",
      }),
      roomName: t.exposeString("roomName", {
        nullable: true,
        description: "The room of this station; null when it is held elsewhere.",
      }),
      place: t.exposeString("place", { description: "Where, in words." }),
      hosts: t.exposeStringList("hosts", { description: "Names of those who hold it." }),
      placesLeft: t.exposeInt("placesLeft", {
        nullable: true,
        description: "Places left; null when there are as many as come.",
      }),
    }),
  });

builder.prismaNode("Station", {
  nullable: true,
  description: "A community's practice station: rooms, hours, timetable.",
  id: { field: "id", description: "`Station:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    community: t.relation("community", { description: "Whose it is." }),
    communityName: t.string({
      description: "The community's name.",
      select: { community: { select: { name: true } } },
      resolve: ({ community }) => community.name,
    }),
    code: t.exposeString("code", { description: "In the address of its public page: `/p/stations/<code>`." }),
    name: t.exposeString("name", { description: "What it is called." }),
    address: t.exposeString("address", { nullable: true, description: "Where it is found." }),
    hours: t.field({
      type: [OpeningSpan],
      description: "The opening hours of the week, in order.",
      select: { hours: true },
      resolve: hoursIn,
    }),
    opensOnHolidays: t.exposeBoolean("opensOnHolidays", {
      description: "Whether it keeps its hours on public holidays too.",
    }),
    openedOn: t.expose("openedOn", { type: "LocalDate", description: "Its first day." }),
    rooms: t.relation("rooms", {
      description: "The rooms in use, at most thirty.",
      query: { where: { endedOn: null }, orderBy: { id: "asc" } },
    }),
    closures: t.relation("closures", {
      description: "Closed days that are not over, the next first.",
      query: (_args, ctx) => notOver(toDbDate(today(ctx.clock))),
    }),
    state: t.field({
      type: StationStateType,
      description: "What it is like at this moment.",
      select: (_args, ctx) => ({
        id: true,
        cityId: true,
        hours: true,
        opensOnHolidays: true,
        closures: {
          ...notOver(toDbDate(today(ctx.clock))),
          select: { reason: true, note: true, startsOn: true, endsOn: true },
        },
      }),
      resolve: (station, _args, ctx) => stationState(station, ctx),
    }),
    timetable: t.field({
      type: [TimetableEntryType],
      description:
        "Its sessions from a day on, in order, cancelled ones included: those in its rooms and those its community hosts.",
      args: {
        from: t.arg({ type: "LocalDate", description: "The first day." }),
        days: t.arg.int({ description: "How many days, 1 to 62." }),
      },
      select: { id: true, cityId: true },
      resolve: async (station, { from, days }, ctx) => {
        const { prisma } = ctx.database;
        const span = {
          from: startOfDay(from),
          to: startOfDay(addDays(from, Math.min(Math.max(days, 1), MOST_DAYS))),
        };
        const entries = await readTimetable(prisma, station, span, MOST_SESSIONS);
        const visible = await prisma.activitySession.findMany({
          where: {
            AND: [
              { id: { in: entries.map(({ sessionId }) => sessionId) } },
              sessionsVisibleTo(requireActor(ctx)),
            ],
          },
          select: { id: true },
        });
        const ids = new Set(visible.map(({ id }) => id));
        return entries.map((entry) => ({ ...entry, isVisible: ids.has(entry.sessionId) }));
      },
    }),
    mayKeep: t.boolean({
      description: "Whether the actor may change its rooms and hours, close it and open it again.",
      select: { cityId: true, community: { include: { division: { select: { path: true } } } } },
      resolve: ({ community }, _args, ctx) =>
        can(requireActor(ctx), actions["station.keep"], organizationSubject(community)) !== null,
    }),
    version: t.exposeInt("version", { description: "Counts its changes, those of its rooms included." }),
  }),
});

function notOver(day: Date) {
  return {
    where: { OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
    orderBy: { startsOn: "asc" },
  } satisfies Prisma.Station$closuresArgs;
}

builder.prismaObjectField("Organization", "station", (t) =>
  t.relation("station", { nullable: true, description: "The practice station of a community." }),
);

type StationRow = Station & AfterStation;

const inUrgency: Keyset<StationRow> = [
  { column: "rank", direction: "asc", type: "bigint" },
  { column: "communityName", direction: "asc", type: "text" },
  { column: "id", direction: "asc", type: "text" },
];

const StationConnection = connectionType<StationRow>("Station");

builder.queryField("stations", (t) =>
  t.field({
    type: StationConnection,
    description:
      "Stations of the actor's own communities, of those it is paired with and of those in its territory: stale ones first, then closed, then fresh.",
    args: {
      ...pageArgs(),
      standing: t.arg({ type: StandingEnum, required: false, description: "Only those." }),
      divisionId: t.arg.id({ required: false, description: "Only within this division." }),
      communityIds: t.arg.idList({
        required: false,
        description: "Only of these communities, at most twenty.",
      }),
      search: t.arg.string({
        required: false,
        description: "A part of the name of the station or the community.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const first = checkFirst(args.first);
      const { prisma } = ctx.database;
      const rules = await rulesNow(ctx, actor.cityId);
      const [rank, communityName, id] = args.after ? cursorValues(args.after, inUrgency) : [];
      const { rows, count } = await listStations(prisma, rules, {
        actor,
        filter: {
          standing: args.standing ?? null,
          divisionId: filterDivisionOf(args.divisionId),
          text: args.search?.trim() || null,
          communityIds:
            args.communityIds?.slice(0, MOST_COMMUNITIES).map((each) => uuidIn("Organization", each)) ?? null,
        },
        after:
          id === undefined
            ? null
            : { rank: rank as bigint, communityName: communityName as string, id: id as string },
        limit: first + 1,
      });
      const stations = await prisma.station.findMany({
        ...queryFromInfo({ context: ctx, info, typeName: "Station", path: [...NODE_PATH] }),
        where: { id: { in: rows.map((row) => row.id) } },
      });
      const byId = new Map((stations as Station[]).map((station) => [station.id, station]));
      const shown = rows.flatMap((row) => {
        const station = byId.get(row.id);
        rememberLiveliness(ctx, row.id, row.liveliness);
        return station ? [{ ...station, rank: row.rank, communityName: row.communityName }] : [];
      });
      return pageOf(shown, first, inUrgency, async () => count);
    },
  }),
);
