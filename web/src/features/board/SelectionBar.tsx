import { Button } from "@mantine/core";
import { IconBell, IconCalendarPlus, IconPrinter } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import classes from "./board.module.css";
import { messages } from "./messages.ts";
import { REMINDERS } from "./PreviewActs.tsx";

/** So many rows can be chosen at once. */
export const MOST_CHOSEN = 2000;

interface SelectionBarProps {
  count: number;
  shown: number;
  total: number;
  /** All rows are being fetched, to be chosen. */
  gathering: boolean;
  onAll: () => void;
  onClear: () => void;
  onRemind: () => void;
  onExtend: () => void;
  onPrint: () => void;
}

/** What to do with the chosen rows; there while any is chosen. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, shown, total, gathering, onAll, onClear, onRemind, onExtend, onPrint } = props;
  const t = useMessages(messages);
  const rights = useRights();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of acts, not a form.
    <div className={classes.bar} role="group" aria-label={t("select.bar")}>
      <span role="status">
        {gathering ? t("select.loading", { shown, total }) : t("select.count", { count })}
      </span>
      {count < total &&
        !gathering &&
        (total <= MOST_CHOSEN ? (
          <Button size="sm" variant="subtle" onClick={onAll}>
            {t("select.all", { total })}
          </Button>
        ) : (
          <span className={classes.quiet}>{t("select.allTooMany", { most: MOST_CHOSEN })}</span>
        ))}
      {rights.inOffice(REMINDERS) && (
        <Button size="sm" leftSection={<IconBell size={18} aria-hidden />} onClick={onRemind}>
          {t("select.remind")}
        </Button>
      )}
      {rights.inOffice(["MANAGER"]) && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconCalendarPlus size={18} aria-hidden />}
          onClick={onExtend}
        >
          {t("select.extend")}
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        className={classes.paper ?? ""}
        leftSection={<IconPrinter size={18} aria-hidden />}
        onClick={onPrint}
      >
        {t("select.print")}
      </Button>
      <Button size="sm" variant="subtle" onClick={onClear}>
        {t("select.clear")}
      </Button>
    </div>
  );
}
