import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { messages } from "./messages.ts";
import classes from "./packs.module.css";

type PackLinkProps = { partnershipId: string } | { organizationId: string } | { periodId: string };

/** The evidence pack of a partnership, an organization or a period, as a file, and what is in it. */
export function PackLink(props: PackLinkProps) {
  const t = useMessages(messages);
  const query = new URLSearchParams(Object.entries(props).map(([name, id]) => [name, uuidOf(id)]));
  return (
    <div className={classes.pack}>
      <Button
        component="a"
        href={`/downloads/packs.zip?${query}`}
        download
        variant="default"
        leftSection={<IconDownload size={20} aria-hidden />}
      >
        {t("take")}
      </Button>
      <p className={classes.holds}>{t("holds")}</p>
    </div>
  );
}
