import { Button, CopyButton } from "@mantine/core";
import { IconCopy, IconPrinter } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

/** Copies the public address, or prints the poster. */
export function PosterActs({ address }: { address: string }) {
  const t = useMessages(messages);
  return (
    <>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
            {t(copied ? "feed.copied" : "poster.copy")}
          </Button>
        )}
      </CopyButton>
      <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
        {t("poster.print")}
      </Button>
    </>
  );
}
