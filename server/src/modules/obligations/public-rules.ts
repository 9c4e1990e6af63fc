import type { Prisma } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { type CitySettings, settingsOn } from "../cities/model.ts";

/** What obligations of a city are judged by: its calendar, and its settings as they hold on a day. */
export type CityRules = { calendar: Calendar; at(day: LocalDate): CitySettings };

type Reader = Pick<Transaction, "city">;

/** What `rulesIn` reads of a city, for who loads it together with something else. */
export const RULES_SELECT = {
  calendarDays: { select: { date: true, kind: true } },
  settings: { select: { key: true, value: true, validFrom: true, recordedAt: true } },
} satisfies Prisma.CitySelect;

/** Calendar and settings in a city loaded with `RULES_SELECT`. */
export function rulesIn(city: Prisma.CityGetPayload<{ select: typeof RULES_SELECT }>): CityRules {
  const settings = city.settings.map((row) => ({ ...row, validFrom: fromDbDate(row.validFrom) }));
  return {
    calendar: new Map(city.calendarDays.map((day) => [fromDbDate(day.date), day.kind])),
    at: (day) => settingsOn(settings, day),
  };
}

/** Reads calendar and settings of a city, in one statement because every list of obligations needs both. */
export async function cityRules(reader: Reader, cityId: string): Promise<CityRules> {
  const city = await reader.city.findUnique({ where: { id: cityId }, select: RULES_SELECT });
  if (!city) throw Rejection.notFound();
  return rulesIn(city);
}

const known = new WeakMap<object, Map<string, Promise<CityRules>>>();

/** The rules of a city, read once for one request. `request` is the context object of the request. */
export function rulesOfRequest(request: object, reader: Reader, cityId: string): Promise<CityRules> {
  const cities = known.get(request) ?? new Map<string, Promise<CityRules>>();
  known.set(request, cities);
  const read = cities.get(cityId) ?? cityRules(reader, cityId);
  cities.set(cityId, read);
  return read;
}
