import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PackLink } from "../packs/PackLink.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const AuditPanel_PartnershipSnapshot = graphql(`
  fragment AuditPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    auditCount
    audit { id seq at command by { name } organizationName onBehalf hash }
  }
`);

/** How many entries of the audit chain are about it; the newest, on demand. */
export function AuditPanel({ snapshot }: { snapshot: FragmentType<typeof AuditPanel_PartnershipSnapshot> }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const { id, auditCount, audit } = readFragment(AuditPanel_PartnershipSnapshot, snapshot);
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title={t("audit.title", { count: auditCount })}
      actions={
        <span className={classes.buttons}>
          {audit.length > 0 && (
            <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? "audit.hide" : "audit.show", { count: audit.length })}
            </Button>
          )}
          <TextLink className={classes.phone ?? ""} to="/audit" search={{ partnershipId: id }}>
            {t("audit.all")}
          </TextLink>
        </span>
      }
    >
      {open && (
        <ul className={classes.lines}>
          {audit.map((entry) => (
            <li key={entry.id}>
              <span>
                {t("audit.entry", {
                  seq: entry.seq,
                  command: entry.command,
                  by: entry.by?.name ?? t("system"),
                  organization: entry.organizationName ?? "",
                })}
                {entry.onBehalf && ` · ${t("onBehalf")}`}
              </span>
              <span className={classes.hash} title={entry.hash}>
                {entry.hash.slice(0, 12)}
              </span>
              <span className={`${classes.whole} ${classes.quiet}`}>{instant(entry.at)}</span>
            </li>
          ))}
        </ul>
      )}
      <PackLink partnershipId={id} />
    </Panel>
  );
}
