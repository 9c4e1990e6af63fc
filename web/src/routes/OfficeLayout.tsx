import { Outlet } from "@tanstack/react-router";
import { useMessages } from "../lib/i18n.ts";
import { SectionTabs } from "../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** The office's own pages under one line of tabs. */
export function OfficeLayout() {
  const t = useMessages(messages);
  return (
    <>
      <SectionTabs
        label={t("place.manage")}
        tabs={[
          { to: "/office/organizations", label: t("office.organizations") },
          { to: "/office/people", label: t("office.people") },
          { to: "/office/assign", label: t("office.assign") },
          { to: "/office/rules", label: t("office.rules") },
          { to: "/office/periods", label: t("office.periods") },
          { to: "/office/calendar", label: t("office.calendar") },
          { to: "/office/divisions", label: t("office.divisions") },
          { to: "/office/import", label: t("office.import") },
        ]}
      />
      <Outlet />
    </>
  );
}
