import { TextInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { weekdayOf } from "../../ui/calendar/days.ts";
import { RecurrenceFields } from "../../ui/calendar/RecurrenceFields.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { RoomField } from "../stations/RoomField.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { durationOf, endOf, type PlanDraft } from "./plan-draft.ts";

interface PlanFieldsProps {
  draft: PlanDraft;
  onChange: (change: Partial<PlanDraft>) => void;
  /** The earliest day that may be chosen. */
  min: string;
  /** The communities whose rooms can be booked. */
  communityIds: readonly string[];
}

/** When, again when, where and for how many. */
export function WhenAndWhereFields({ draft, onChange, min, communityIds }: PlanFieldsProps) {
  const t = useMessages(messages);
  const { recurrence } = draft;
  return (
    <>
      <DateField
        label={t(recurrence.repeat === "NONE" ? "plan.day" : "plan.firstDay")}
        required
        value={draft.firstOn}
        min={min}
        onChange={(firstOn) =>
          onChange({
            firstOn,
            ...(firstOn && recurrence.repeat === "NONE"
              ? { recurrence: { ...recurrence, weekdays: [weekdayOf(firstOn)] } }
              : {}),
          })
        }
      />
      <div className={classes.pair}>
        <TimeField
          label={t("plan.from")}
          required
          value={draft.from}
          // What was planned keeps its length.
          onChange={(from) => {
            const lasts = durationOf(draft);
            onChange({ from, ...(from && lasts !== null ? { to: endOf(from, lasts) } : {}) });
          }}
        />
        <TimeField label={t("plan.to")} required value={draft.to} onChange={(to) => onChange({ to })} />
      </div>
      {draft.firstOn && (
        <RecurrenceFields
          value={recurrence}
          onChange={(next) => onChange({ recurrence: next })}
          firstOn={draft.firstOn}
          from={draft.from}
          to={draft.to}
        />
      )}
      <RoomField communityIds={communityIds} value={draft} onChange={onChange} />
      <TextInput
        label={t("plan.capacity")}
        inputMode="numeric"
        maxLength={5}
        value={draft.capacity}
        onChange={({ currentTarget }) => onChange({ capacity: currentTarget.value.replace(/\D/g, "") })}
      />
    </>
  );
}
