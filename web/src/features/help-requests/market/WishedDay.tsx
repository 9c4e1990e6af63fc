import { useState } from "react";
import { todayInChina } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { DateField } from "../../../ui/DateField.tsx";
import { FilterChips } from "../../../ui/FilterChips.tsx";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const DAYS = { none: null, three: 3, week: 7, fortnight: 14, month: 30 } as const;
type Choice = keyof typeof DAYS;
const CHOICES = Object.keys(DAYS) as Choice[];

function inDays(days: number): string {
  return new Date(Date.parse(`${todayInChina()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day by which it is wished for, in one tap, or exactly. */
export function WishedDay({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const t = useMessages(messages);
  const chosen = CHOICES.find((key) => {
    const days = DAYS[key];
    return value === (days === null ? "" : inDays(days));
  });
  const [exact, setExact] = useState(chosen === undefined);
  return (
    <fieldset className={classes.group}>
      <legend>{t("ask.when")}</legend>
      <FilterChips
        label={t("ask.when")}
        single
        chips={[
          ...CHOICES.map((key) => ({ key: key as Choice | "exact", label: t(`ask.day.${key}`) })),
          { key: "exact" as const, label: t("ask.exact") },
        ]}
        selected={exact ? ["exact"] : chosen ? [chosen] : []}
        onChange={([next]) => {
          setExact(next === "exact");
          if (next === undefined || next === "exact") return;
          const days = DAYS[next];
          onChange(days === null ? "" : inDays(days));
        }}
      />
      {exact && <DateField label={t("ask.exact")} value={value} onChange={onChange} min={todayInChina()} />}
    </fieldset>
  );
}
