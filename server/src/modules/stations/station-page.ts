import type { PrismaClient, RoomKind } from "@gongjian/prisma/client";
import {
  addDays,
  clockTime,
  dateOf,
  fromDbDate,
  type LocalDate,
  minuteOfDay,
  startOfDay,
  toDbDate,
  weekdayOf,
} from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { RULES_SELECT, rulesIn } from "../obligations/public-rules.ts";
import { LOOK_AHEAD_DAYS } from "./model.ts";
import { readLiveliness, stationRules } from "./read.ts";
import { openingsOf, type StationState, stateOf } from "./station-state.ts";
import { readTimetable, type TimetableEntry } from "./timetable.ts";
import { words } from "./words.ts";

/** What the public page of a station shows. */
export type ShownStation = {
  code: string;
  name: string;
  communityId: string;
  communityName: string;
  address: string | null;
  rooms: { name: string; kind: RoomKind; seats: number | null }[];
  state: StationState;
  openings: ReturnType<typeof openingsOf>;
  timetable: TimetableEntry[];
  /** The code of the community's form for residents, while it is open. */
  appealCode: string | null;
};

/** How many sessions a page holds at most; it must stay small. */
const MOST_SESSIONS = 60;
const CODE = /^[0-9a-z]{8}$/;

/**
 * Reads a station by the code in its address, with its sessions of the next days. Three statements.
 *
 * @throws Rejection NOT_FOUND, also when its community has ended.
 */
export async function readStationPage(
  prisma: PrismaClient,
  code: string,
  now: Date,
  days: number,
): Promise<ShownStation> {
  const today = dateOf(now);
  if (!CODE.test(code)) throw Rejection.notFound();
  const ahead = { gte: toDbDate(today), lte: toDbDate(addDays(today, LOOK_AHEAD_DAYS)) };
  const station = await prisma.station.findUnique({
    where: { code },
    include: {
      rooms: { where: { endedOn: null }, orderBy: { id: "asc" } },
      closures: {
        where: { OR: [{ endsOn: null }, { endsOn: { gte: toDbDate(today) } }] },
        orderBy: { startsOn: "asc" },
      },
      community: {
        select: {
          name: true,
          endedOn: true,
          appealDoor: { select: { publicCode: true, open: true } },
          city: {
            select: {
              ...RULES_SELECT,
              calendarDays: { ...RULES_SELECT.calendarDays, where: { date: ahead } },
            },
          },
        },
      },
    },
  });
  if (!station) throw Rejection.notFound();
  const { community } = station;
  if (community.endedOn !== null && fromDbDate(community.endedOn) < today) throw Rejection.notFound();
  const rules = stationRules(rulesIn(community.city), now);
  const span = { from: now, to: startOfDay(addDays(today, days)) };
  const [lively, timetable] = await Promise.all([
    readLiveliness(prisma, rules, [station.id]),
    readTimetable(prisma, station, span, MOST_SESSIONS),
  ]);
  const liveliness = lively.get(station.id);
  if (!liveliness) throw Rejection.notFound();
  return {
    code,
    name: station.name,
    communityId: station.communityId,
    communityName: community.name,
    address: station.address,
    rooms: station.rooms,
    state: stateOf(station, liveliness, rules),
    openings: openingsOf(station),
    timetable,
    appealCode: community.appealDoor?.open ? community.appealDoor.publicCode : null,
  };
}

/** `11月21日 周六`, `Sat 21 Nov`. */
export function dayText(day: LocalDate, locale: Locale): string {
  const w = words[locale];
  const [, month, date] = day.split("-").map(Number) as [number, number, number];
  return fill(w.date, {
    month: w.months.split(" ")[month - 1] ?? "",
    day: date,
    weekday: weekdayText(weekdayOf(day), locale),
  });
}

/** `周六`, `Sat`; 1 is Monday. */
export function weekdayText(weekday: number, locale: Locale): string {
  return words[locale].weekdays.split(" ")[weekday - 1] ?? "";
}

/** `19:30` of an instant, in Shanghai. */
export function timeText(at: Date): string {
  return clockTime(minuteOfDay(at));
}

/** Sessions under the day on which they begin, in order; one that goes on since before stands under today. */
export function byDay(entries: readonly TimetableEntry[], today: LocalDate): [LocalDate, TimetableEntry[]][] {
  const days = new Map<LocalDate, TimetableEntry[]>();
  for (const entry of entries) {
    const begins = dateOf(entry.startsAt);
    const day = begins < today ? today : begins;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}
