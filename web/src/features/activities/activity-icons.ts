import {
  IconCalendarEvent,
  IconFlag,
  IconHandStop,
  IconHeartHandshake,
  IconLeaf,
  IconSpeakerphone,
  type TablerIcon,
} from "@tabler/icons-react";

const ICONS: Record<string, TablerIcon> = {
  PUBLICITY: IconSpeakerphone,
  ENVIRONMENT: IconLeaf,
  VOLUNTEER_SERVICE: IconHeartHandshake,
  CIVILITY: IconHandStop,
  THEME_DAY: IconFlag,
};

/** The picture of a kind of activity by its code; a city's own kinds share one. */
export function activityIcon(code: string): TablerIcon {
  return ICONS[code] ?? IconCalendarEvent;
}
