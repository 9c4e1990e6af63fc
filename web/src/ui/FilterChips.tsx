import { IconCheck, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
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
  /** What else stands in the line: conditions that were set elsewhere. */
  children?: ReactNode;
}

/** One line of filters; scrolls sideways on a phone. */
export function FilterChips<Key extends string>(props: FilterChipsProps<Key>) {
  const { label, chips, selected, onChange, single, children } = props;
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
      {children}
    </div>
  );
}

interface SetChipProps {
  /** The condition in words. */
  text: string;
  /** What the button says: that it takes the condition away. */
  label: string;
  onRemove: () => void;
}

/** A condition that was set, in the line of filters; tapping it takes it away. */
export function SetChip({ text, label, onRemove }: SetChipProps) {
  return (
    <button type="button" className={classes.chip} data-set aria-label={label} onClick={onRemove}>
      {text}
      <IconX size={16} aria-hidden />
    </button>
  );
}
