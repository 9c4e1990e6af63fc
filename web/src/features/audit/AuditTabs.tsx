import { useMessages } from "../../lib/i18n.ts";
import { SectionTabs } from "../../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** The two sides of the audit: what was done, and what proves it. */
export function AuditTabs() {
  const t = useMessages(messages);
  return (
    <SectionTabs
      label={t("title")}
      tabs={[
        { to: "/audit", label: t("tabs.feed") },
        { to: "/audit/chain", label: t("tabs.proof") },
      ]}
    />
  );
}
