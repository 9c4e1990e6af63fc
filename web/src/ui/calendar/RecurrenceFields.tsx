import { NativeSelect } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { DateField } from "../DateField.tsx";
import { FilterChips } from "../FilterChips.tsx";
import classes from "./calendar.module.css";
import { weekdayOf } from "./days.ts";
import { messages } from "./messages.ts";
import { proposedUntil, REPEATS, type Recurrence, ruleOf } from "./recurrence.ts";
import { HOLIDAY_WAYS, type HolidayWay, useScheduleWords } from "./recurrence-words.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A repetition with what is done about holidays. */
export interface RecurrenceChoice extends Recurrence {
  holidays: HolidayWay;
}

interface RecurrenceFieldsProps {
  value: RecurrenceChoice;
  onChange: (value: RecurrenceChoice) => void;
  /** The first local date and the clock times, for the sentence. */
  firstOn: string;
  from: string;
  to: string;
}

/** How often, on which days, until when; and the whole of it in one sentence. */
export function RecurrenceFields({ value, onChange, firstOn, from, to }: RecurrenceFieldsProps) {
  const t = useMessages(messages);
  const say = useScheduleWords();
  const { repeat, weekdays, until, holidays } = value;
  const weekly = repeat === "WEEK" || repeat === "TWO_WEEKS";
  const choose = (days: readonly (typeof WEEKDAYS)[number][]) => {
    // One day at least.
    if (days.length > 0) onChange({ ...value, weekdays: days.map((day) => WEEKDAYS.indexOf(day)) });
  };
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t("repeat.label")}
        value={repeat}
        onChange={({ currentTarget }) =>
          onChange({
            ...value,
            repeat: REPEATS.find((it) => it === currentTarget.value) ?? "NONE",
            weekdays: [weekdayOf(firstOn)],
            until: until > firstOn ? until : proposedUntil(firstOn),
          })
        }
        data={REPEATS.map((way) => ({ value: way, label: t(`repeat.${way}`) }))}
      />
      {weekly && (
        <div className={classes.label}>
          <span>{t("repeat.weekdays")}</span>
          <FilterChips
            label={t("repeat.weekdays")}
            chips={WEEKDAYS.map((day) => ({ key: day, label: t(`weekday.${day}`) }))}
            selected={WEEKDAYS.filter((_, day) => weekdays.includes(day))}
            onChange={choose}
          />
        </div>
      )}
      {repeat !== "NONE" && (
        <>
          <DateField
            label={t("repeat.until")}
            value={until}
            min={firstOn}
            onChange={(date) => onChange({ ...value, until: date })}
          />
          <NativeSelect
            label={t("repeat.holiday")}
            value={holidays}
            onChange={({ currentTarget }) =>
              onChange({
                ...value,
                holidays: HOLIDAY_WAYS.find((it) => it === currentTarget.value) ?? "NEXT_WORKDAY",
              })
            }
            data={HOLIDAY_WAYS.map((way) => ({ value: way, label: t(`repeat.${way}`) }))}
          />
          {until >= firstOn && (
            <p className={classes.said} aria-live="polite">
              {say({ rule: ruleOf(value, firstOn), firstOn, from, to, holidays })}
            </p>
          )}
        </>
      )}
    </div>
  );
}
