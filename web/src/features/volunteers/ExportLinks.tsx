import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { messages } from "./messages.ts";

/** The record as a workbook of the five groups that the national rules ask for. */
export function ExportLinks({ personId }: { personId: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      href={`/downloads/volunteer-records.xlsx?${new URLSearchParams({ of: personId, locale })}`}
    >
      {t("export")}
    </Button>
  );
}
