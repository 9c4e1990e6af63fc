import { Button, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./board.module.css";
import { type BoardColumn, COLUMNS, USUAL_COLUMNS } from "./board-address.ts";
import { messages } from "./messages.ts";

interface ColumnChooserProps {
  columns: readonly BoardColumn[];
  onChange: (columns: readonly BoardColumn[]) => void;
}

/** Which columns show; the unit's always does. */
export function ColumnChooser({ columns, onChange }: ColumnChooserProps) {
  const t = useMessages(messages);
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md" width={240}>
      <Popover.Target>
        <Button size="sm" variant="default" leftSection={<IconColumns3 size={18} aria-hidden />}>
          {t("columns.button")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("columns.title")}>
        <ul className={classes.choices}>
          {COLUMNS.map((column) => (
            <li key={column}>
              <label className={classes.choice}>
                <input
                  type="checkbox"
                  checked={columns.includes(column)}
                  disabled={column === "giver"}
                  onChange={({ currentTarget }) =>
                    onChange(
                      COLUMNS.filter((it) => (it === column ? currentTarget.checked : columns.includes(it))),
                    )
                  }
                />
                {t(`column.${column}`)}
              </label>
            </li>
          ))}
        </ul>
        <Button size="sm" variant="subtle" fullWidth onClick={() => onChange(USUAL_COLUMNS)}>
          {t("columns.usual")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
