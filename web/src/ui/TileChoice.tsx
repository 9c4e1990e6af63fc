import type { TablerIcon } from "@tabler/icons-react";
import classes from "./TileChoice.module.css";

/** One big tile. */
export interface Tile<Value extends string> {
  value: Value;
  label: string;
  icon: TablerIcon;
  /** Why it is likely: "还差 1 场". */
  hint?: string;
}

interface TileChoiceProps<Value extends string> {
  label: string;
  tiles: readonly Tile<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** Up to six big tiles, the likely one first; one tap chooses. */
export function TileChoice<Value extends string>({ label, tiles, value, onChange }: TileChoiceProps<Value>) {
  return (
    <fieldset className={classes.tiles}>
      <legend>{label}</legend>
      {tiles.map(({ value: own, label: name, icon: Icon, hint }) => (
        <button
          key={own}
          type="button"
          className={classes.tile}
          aria-pressed={value === own}
          onClick={() => onChange(own)}
        >
          <Icon size={28} stroke={1.6} aria-hidden />
          <span className={classes.name}>{name}</span>
          {hint && <span className={classes.hint}>{hint}</span>}
        </button>
      ))}
    </fieldset>
  );
}
