import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import type { CitySettings } from "../cities/model.ts";
import { loadCalendar, loadSettingsInTime } from "../cities/public.ts";

/** What obligations of a city are judged by: its calendar, and its settings as they hold on a day. */
export type CityRules = { calendar: Calendar; at(day: LocalDate): CitySettings };

type Reader = Pick<Transaction, "calendarDay" | "citySetting">;

/** Reads calendar and settings of a city. Two statements. */
export async function cityRules(reader: Reader, cityId: string): Promise<CityRules> {
  const [calendar, settings] = [await loadCalendar(reader, cityId), await loadSettingsInTime(reader, cityId)];
  return { calendar, at: (day) => settings.on(day) };
}

const known = new WeakMap<object, Promise<CityRules>>();

/** The rules of the actor's city, read once for one request. `request` is the context object of the request. */
export function rulesOfRequest(request: object, reader: Reader, cityId: string): Promise<CityRules> {
  const read = known.get(request) ?? cityRules(reader, cityId);
  known.set(request, read);
  return read;
}
