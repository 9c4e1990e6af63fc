import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { messages } from "./messages.ts";

/** The record as a workbook of the five groups that the national rules ask for. */
export function ExportLinks({ personId }: { personId: string }) {
  const t = useMessages(messages);
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      href={`/downloads/volunteer-record.xlsx?personId=${uuidOf(personId)}`}
    >
      {t("export")}
    </Button>
  );
}
