import { useMessages } from "../../../lib/i18n.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { SectionTabs } from "../../../ui/SectionTabs.tsx";
import { messages } from "./messages.ts";

/** What is asked for, in lists beside each other: requests, the hall, and what residents write to communities. */
export function RequestTabs() {
  const t = useMessages(messages);
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const kind = membership?.organization.kind;
  // What residents write is the community's, and an office's where it was passed up.
  const residents = kind === "OFFICE" || (kind === "COMMUNITY" && membership?.role !== "MEMBER");
  // A community sees its own requests in its own list; the hall is for those who help, and the offices over them.
  const hall = kind === "OFFICE" || kind === "PARTNER_UNIT";
  if (!kind) return null;
  return (
    <SectionTabs
      label={t("label")}
      tabs={[
        { to: "/requests", label: t("requests") },
        ...(hall ? [{ to: "/hall" as const, label: t("hall") }] : []),
        ...(residents ? [{ to: "/appeals" as const, label: t("residents") }] : []),
        {
          to: "/capabilities" as const,
          label: t(kind === "PARTNER_UNIT" ? "ownCapabilities" : "capabilities"),
        },
        ...(kind === "OFFICE" ? [{ to: "/fairness" as const, label: t("fairness") }] : []),
      ]}
    />
  );
}
