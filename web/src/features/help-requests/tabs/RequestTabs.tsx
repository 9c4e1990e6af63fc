import { useMessages } from "../../../lib/i18n.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { SectionTabs } from "../../../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** What is asked for, in lists beside each other: requests, and what residents write to communities. */
export function RequestTabs() {
  const t = useMessages(messages);
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const kind = membership?.organization.kind;
  // What residents write is the community's, and an office's where it was passed up.
  const residents = kind === "OFFICE" || (kind === "COMMUNITY" && membership?.role !== "MEMBER");
  if (!residents) return null;
  return (
    <SectionTabs
      label={t("label")}
      tabs={[
        { to: "/requests", label: t("requests") },
        { to: "/appeals", label: t("residents") },
      ]}
    />
  );
}
