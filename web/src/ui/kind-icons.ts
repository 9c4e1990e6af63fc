import {
  IconBox,
  IconCalendarEvent,
  IconChecks,
  IconClockHour4,
  IconCoin,
  IconDots,
  IconWalk,
  type TablerIcon,
} from "@tabler/icons-react";

const ICONS: Record<string, TablerIcon> = {
  FUNDS: IconCoin,
  GOODS: IconBox,
  JOINT_ACTIVITY: IconCalendarEvent,
  VOLUNTEER_HOURS: IconClockHour4,
  VISIT: IconWalk,
  PROBLEM_SOLVED: IconChecks,
};

/** The picture of a kind of support by its code; a city's own kinds share one. */
export function kindIcon(code: string): TablerIcon {
  return ICONS[code] ?? IconDots;
}
