import { useMessages } from "../../lib/i18n.ts";
import { SectionTabs } from "../../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** What the place of activities holds: the calendar, the stations, one's own record. */
export function ActivitiesTabs() {
  const t = useMessages(messages);
  return (
    <SectionTabs
      label={t("tabs.label")}
      tabs={[
        { to: "/activities", label: t("tabs.calendar") },
        { to: "/stations", label: t("tabs.stations") },
        { to: "/record", label: t("tabs.record") },
      ]}
    />
  );
}
