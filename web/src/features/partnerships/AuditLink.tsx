import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

/** To the audit entries of the partnership, or of the one fact. */
export function AuditLink({ partnershipId, subjectId }: { partnershipId: string; subjectId?: string }) {
  const t = useMessages(messages);
  return (
    <TextLink
      className={classes.phone ?? ""}
      to="/audit"
      search={subjectId ? { subjectId } : { partnershipId }}
    >
      {t("why.audit")}
    </TextLink>
  );
}
