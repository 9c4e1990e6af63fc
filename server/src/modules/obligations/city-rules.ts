import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { Calendar } from "../../kernel/workdays.ts";

/** The dated values of a city that obligations are judged by. */
export type ObligationSettings = {
  reportingWindowWorkdays: number;
  atRiskWorkdays: number;
  silenceWorkdays: number;
  extensionsPerObligation: number;
  remindersPerWeek: number;
};

export type CityRules = { calendar: Calendar; at(date: LocalDate): ObligationSettings };

const DEFAULTS: ObligationSettings = {
  reportingWindowWorkdays: 5,
  atRiskWorkdays: 10,
  silenceWorkdays: 5,
  extensionsPerObligation: 2,
  remindersPerWeek: 2,
};

/** The city's calendar, and its settings as they hold on a day. */
export async function cityRules(
  tx: Pick<Transaction, "calendarDay" | "citySetting">,
  cityId: string,
): Promise<CityRules> {
  const days = await tx.calendarDay.findMany({ where: { cityId } });
  const values = await tx.citySetting.findMany({
    where: { cityId, key: { in: Object.keys(DEFAULTS) } },
    orderBy: [{ validFrom: "asc" }, { recordedAt: "asc" }],
  });
  return {
    calendar: new Map(days.map((day) => [fromDbDate(day.date), day.kind])),
    at: (date) => {
      const settings = { ...DEFAULTS };
      for (const { key, value, validFrom } of values) {
        if (validFrom <= toDbDate(date) && typeof value === "number")
          settings[key as keyof ObligationSettings] = value;
      }
      return settings;
    },
  };
}
