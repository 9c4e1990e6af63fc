import { Button } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./organizations.module.css";

/** A link that was just made, shown this once: copy it and hand it over. */
export function IssuedLink({ name, path, expiresAt }: { name: string; path: string; expiresAt: string }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const url = new URL(path, window.location.origin).href;
  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      toast(t("account.copied"));
    } catch {
      // Without TLS browsers refuse the clipboard: the link is selected on a tap instead.
      toast(t("account.copyByHand"), { tone: "failed" });
    }
  }
  return (
    <div className={classes.issued} role="status">
      <b>{t("account.once", { name })}</b>
      <code className={classes.link} style={{ userSelect: "all" }}>
        {url}
      </code>
      <div className={classes.buttons}>
        <Button leftSection={<IconCopy size={18} aria-hidden />} onClick={() => void copy()}>
          {t("account.copy")}
        </Button>
        <span className={classes.quiet}>{t("account.until", { at: instant(expiresAt) })}</span>
      </div>
    </div>
  );
}
