import { Outlet } from "@tanstack/react-router";
import { useMessages } from "../../lib/i18n.ts";
import { useViewer } from "../../lib/viewer.ts";
import { SectionTabs } from "../../ui/SectionTabs.tsx";
import { messages as routeMessages } from "../messages.ts";
import { messages } from "./messages.ts";

/** The office's own pages under one line of tabs. */
export function OfficeLayout() {
  const route = useMessages(routeMessages);
  const t = useMessages(messages);
  const state = useViewer();
  const kind = state.kind === "signedIn" ? state.membership?.organization.kind : undefined;
  // A unit's or a community's manager comes here for the own people alone.
  if (kind !== "OFFICE") return <Outlet />;
  return (
    <>
      <SectionTabs
        label={route("place.manage")}
        tabs={[
          { to: "/office/organizations", label: t("organizations") },
          { to: "/office/people", label: t("people") },
          { to: "/office/assign", label: t("assign") },
          { to: "/office/rules", label: t("rules") },
          { to: "/office/reminders", label: t("reminders") },
          { to: "/office/burden", label: t("burden") },
          { to: "/office/periods", label: t("periods") },
          { to: "/office/settings", label: t("settings") },
          { to: "/office/activity-kinds", label: t("activityKinds") },
          { to: "/office/calendar", label: t("calendar") },
          { to: "/office/divisions", label: t("divisions") },
          { to: "/office/import", label: t("import") },
        ]}
      />
      <Outlet />
    </>
  );
}
