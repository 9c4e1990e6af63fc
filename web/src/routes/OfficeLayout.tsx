import { Outlet } from "@tanstack/react-router";
import { useMessages } from "../lib/i18n.ts";
import { useViewer } from "../lib/viewer.ts";
import { SectionTabs } from "../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** The office's own pages under one line of tabs. */
export function OfficeLayout() {
  const t = useMessages(messages);
  const state = useViewer();
  const kind = state.kind === "signedIn" ? state.membership?.organization.kind : undefined;
  // A unit's or a community's manager comes here for the own people alone.
  if (kind !== "OFFICE") return <Outlet />;
  return (
    <>
      <SectionTabs
        label={t("place.manage")}
        tabs={[
          { to: "/office/organizations", label: t("office.organizations") },
          { to: "/office/people", label: t("office.people") },
          { to: "/office/assign", label: t("office.assign") },
          { to: "/office/rules", label: t("office.rules") },
          { to: "/office/reminders", label: t("office.reminders") },
          { to: "/office/burden", label: t("office.burden") },
          { to: "/office/periods", label: t("office.periods") },
          { to: "/office/settings", label: t("office.settings") },
          { to: "/office/activity-kinds", label: t("office.activityKinds") },
          { to: "/office/calendar", label: t("office.calendar") },
          { to: "/office/divisions", label: t("office.divisions") },
          { to: "/office/import", label: t("office.import") },
        ]}
      />
      <Outlet />
    </>
  );
}
