import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { type CitySettings, settingsOn } from "./model.ts";

/** A city's settings as they hold on any day. */
export type SettingsInTime = { on(day: LocalDate): CitySettings };

/** Reads all dated values of a city once; `knownAt` leaves out what was recorded later. One statement. */
export async function loadSettingsInTime(
  tx: Pick<Transaction, "citySetting">,
  cityId: string,
  knownAt?: Date,
): Promise<SettingsInTime> {
  const rows = await tx.citySetting.findMany({
    where: { cityId, ...(knownAt ? { recordedAt: { lte: knownAt } } : {}) },
    select: { key: true, value: true, validFrom: true, recordedAt: true },
  });
  const dated = rows.map((row) => ({ ...row, validFrom: fromDbDate(row.validFrom) }));
  return { on: (day) => settingsOn(dated, day) };
}

/** The settings of a city that hold on a day. One statement. */
export async function loadSettings(
  tx: Pick<Transaction, "citySetting">,
  cityId: string,
  day: LocalDate,
): Promise<CitySettings> {
  return (await loadSettingsInTime(tx, cityId)).on(day);
}

/** The days of a city that differ from the plain week, for counting working days. One statement. */
export async function loadCalendar(tx: Pick<Transaction, "calendarDay">, cityId: string): Promise<Calendar> {
  const days = await tx.calendarDay.findMany({ where: { cityId }, select: { date: true, kind: true } });
  return new Map(days.map(({ date, kind }) => [fromDbDate(date), kind]));
}

/** The city that a command acts in; not found for a system without one. */
export function cityOf(command: Command): string {
  const { cityId } = command.actor;
  if (cityId === null) throw Rejection.notFound();
  return cityId;
}

/** The last day that lies in a sealed period; null while nothing is sealed. */
export async function lastSealedDay(
  tx: Pick<Transaction, "period">,
  cityId: string,
): Promise<LocalDate | null> {
  const last = await tx.period.findFirst({
    where: { cityId, sealedAt: { not: null } },
    orderBy: { closesOn: "desc" },
    select: { closesOn: true },
  });
  return last ? fromDbDate(last.closesOn) : null;
}

/** Refuses a day that lies in a sealed period, or before one: what was sealed is not judged anew. */
export async function requireUnsealed(command: Command, cityId: string, day: LocalDate): Promise<void> {
  const sealed = await lastSealedDay(command.tx, cityId);
  if (sealed !== null && day <= sealed) {
    throw Rejection.invalidTransition({
      from: "SEALED",
      allowed: [],
      code: "PERIOD_SEALED",
      params: { until: sealed },
    });
  }
}
