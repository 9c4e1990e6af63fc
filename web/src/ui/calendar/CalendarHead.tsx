import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./calendar.module.css";
import { addDays, addMonths, weekOf } from "./days.ts";
import { messages } from "./messages.ts";

/** How a calendar is looked at. */
export const CALENDAR_VIEWS = ["month", "week", "list"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

interface CalendarHeadProps {
  view: CalendarView;
  onView: (view: CalendarView) => void;
  /** The chosen local date. */
  selected: string;
  onSelect: (date: string) => void;
}

/** What is in sight, forth and back, today, and how it is looked at. */
export function CalendarHead({ view, onView, selected, onSelect }: CalendarHeadProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const turn = (by: 1 | -1) =>
    onSelect(view === "week" ? addDays(selected, 7 * by) : addMonths(`${selected.slice(0, 7)}-01`, by));
  const week = weekOf(selected);
  const [year = "", month = ""] = selected.split("-");
  return (
    <div className={classes.head}>
      <ActionIcon variant="default" size={44} aria-label={t("former")} onClick={() => turn(-1)}>
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <h2 aria-live="polite">
        {view === "week"
          ? `${date(week[0] ?? selected)} – ${date(week[6] ?? selected)}`
          : t("month", { year, month: String(Number(month)) })}
      </h2>
      <ActionIcon variant="default" size={44} aria-label={t("next")} onClick={() => turn(1)}>
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
      <Button variant="default" onClick={() => onSelect(todayInChina())}>
        {t("today")}
      </Button>
      <SegmentedControl
        className={classes.views}
        size="md"
        aria-label={t("view.label")}
        value={view}
        onChange={(value) => onView(CALENDAR_VIEWS.find((it) => it === value) ?? "month")}
        data={CALENDAR_VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
    </div>
  );
}
