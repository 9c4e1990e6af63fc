import { Outlet } from "@tanstack/react-router";
import { useMessages } from "../lib/i18n.ts";
import { useViewer } from "../lib/viewer.ts";
import { SectionTabs } from "../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";
import { messages as officeMessages } from "./office/messages.ts";

/** The office's own pages under one line of tabs. */
export function OfficeLayout() {
  const t = useMessages(messages);
  const say = useMessages(officeMessages);
  const state = useViewer();
  const kind = state.kind === "signedIn" ? state.membership?.organization.kind : undefined;
  // A unit's or a community's manager comes here for the own people alone.
  if (kind !== "OFFICE") return <Outlet />;
  return (
    <>
      <SectionTabs
        label={t("place.manage")}
        tabs={[
          { to: "/office/organizations", label: say("organizations") },
          { to: "/office/people", label: say("people") },
          { to: "/office/assign", label: say("assign") },
          { to: "/office/rules", label: say("rules") },
          { to: "/office/reminders", label: say("reminders") },
          { to: "/office/burden", label: say("burden") },
          { to: "/office/periods", label: say("periods") },
          { to: "/office/settings", label: say("settings") },
          { to: "/office/activity-kinds", label: say("activityKinds") },
          { to: "/office/calendar", label: say("calendar") },
          { to: "/office/divisions", label: say("divisions") },
          { to: "/office/import", label: say("import") },
        ]}
      />
      <Outlet />
    </>
  );
}
