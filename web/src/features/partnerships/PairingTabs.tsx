import { useMessages } from "../../lib/i18n.ts";
import { useViewer } from "../../lib/viewer.ts";
import { SectionTabs } from "../../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** What stands between a unit and its communities, in three lists; an office has them on its board. */
export function PairingTabs() {
  const t = useMessages(messages);
  const viewer = useViewer();
  const kind = viewer.kind === "signedIn" ? viewer.membership?.organization.kind : undefined;
  if (kind !== "PARTNER_UNIT" && kind !== "COMMUNITY") return null;
  return (
    <SectionTabs
      label={t("tabs.label")}
      tabs={[
        { to: "/partnerships", label: t("tabs.partnerships") },
        { to: "/obligations", label: t(kind === "COMMUNITY" ? "tabs.owedToUs" : "tabs.owedByUs") },
        { to: "/expenses", label: t("tabs.expenses") },
      ]}
    />
  );
}
