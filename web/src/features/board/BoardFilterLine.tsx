import { Button } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { FilterChips, SetChip } from "../../ui/FilterChips.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import classes from "./board.module.css";
import type { BoardFilters } from "./board-address.ts";
import { messages } from "./messages.ts";
import { type Condition, isQuick, QUICK, QUICK_SETS } from "./use-filter-words.ts";

interface BoardFilterLineProps {
  filters: BoardFilters;
  conditions: readonly Condition[];
  onChange: (filters: BoardFilters, replace?: boolean) => void;
  onMore: () => void;
}

/** The filters with these keys taken away. */
export function without(filters: BoardFilters, keys: readonly string[]): BoardFilters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => !keys.includes(key)));
}

/** One line: a name, the switches for what is asked most, the conditions set elsewhere, the way to all others. */
export function BoardFilterLine({ filters, conditions, onChange, onMore }: BoardFilterLineProps) {
  const t = useMessages(messages);
  const selected = QUICK.filter((quick) => isQuick(filters, quick));
  const set = conditions.filter(({ quick, key }) => !quick && key !== "text");
  return (
    <div className={classes.filters}>
      <SearchField
        label={t("search")}
        value={filters.text ?? ""}
        onChange={(text) => onChange({ ...without(filters, ["text"]), ...(text ? { text } : {}) }, true)}
      />
      <FilterChips
        label={t("quick.label")}
        chips={QUICK.map((key) => ({ key, label: t(`quick.${key}`) }))}
        selected={selected}
        onChange={(next) => {
          const removed = selected.filter((quick) => !next.includes(quick));
          const added = next.filter((quick) => !selected.includes(quick));
          onChange({
            ...without(
              filters,
              removed.flatMap((quick) => Object.keys(QUICK_SETS[quick])),
            ),
            ...Object.assign({}, ...added.map((quick) => QUICK_SETS[quick])),
          });
        }}
      >
        {set.map(({ key, text }) => (
          <SetChip
            key={key}
            text={text}
            label={t("chip.remove", { text })}
            onRemove={() => onChange(without(filters, [key]))}
          />
        ))}
        <Button
          size="sm"
          variant="subtle"
          style={{ flex: "none" }}
          leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
          onClick={onMore}
        >
          {t("quick.more")}
        </Button>
      </FilterChips>
    </div>
  );
}
