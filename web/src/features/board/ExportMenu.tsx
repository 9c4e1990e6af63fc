import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import type { BoardState } from "./board-address.ts";
import { downloadOf } from "./board-query.ts";
import { messages } from "./messages.ts";

/** The files of exactly what the filters show, in its order. */
export function ExportMenu({ state }: { state: BoardState }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t("export.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("export.hint")}</Menu.Label>
        {(["xlsx", "csv"] as const).map((kind) => (
          <Menu.Item key={kind} component="a" href={downloadOf(kind, state, locale)} download>
            {t(`export.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
