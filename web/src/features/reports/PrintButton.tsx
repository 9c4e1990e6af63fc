import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

/** Prints the page, which knows how it looks on A4. */
export function PrintButton() {
  const t = useMessages(messages);
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={20} aria-hidden />}
      onClick={() => window.print()}
    >
      {t("print")}
    </Button>
  );
}
