import { IconCheck } from "@tabler/icons-react";
import { fromMinor } from "../lib/format.ts";
import classes from "./FilterChips.module.css";

/** One filter; `count` is how many match. */
export interface FilterChip<Key extends string> {
  key: Key;
  label: string;
  count?: number;
}

interface FilterChipsProps<Key extends string> {
  label: string;
  chips: readonly FilterChip<Key>[];
  selected: readonly Key[];
  /** Called with the new selection. */
  onChange: (selected: Key[]) => void;
  /** At most one at a time; tapping it again clears it. */
  single?: boolean;
}

/** One line of filters; scrolls sideways on a phone. */
export function FilterChips<Key extends string>(props: FilterChipsProps<Key>) {
  const { label, chips, selected, onChange, single } = props;
  const toggle = (key: Key) => {
    if (selected.includes(key)) onChange(selected.filter((it) => it !== key));
    else onChange(single ? [key] : [...selected, key]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of toggles, not a form.
    <div className={classes.chips} role="group" aria-label={label}>
      {chips.map(({ key, label: name, count }) => (
        <button
          key={key}
          type="button"
          className={classes.chip}
          aria-pressed={selected.includes(key)}
          onClick={() => toggle(key)}
        >
          {selected.includes(key) && <IconCheck size={16} aria-hidden />}
          {name}
          {count !== undefined && <span className={classes.count}>{fromMinor(BigInt(count), 0)}</span>}
        </button>
      ))}
    </div>
  );
}
