import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./search.module.css";
import type { Target } from "./targets.ts";

interface PaletteOptionProps {
  id: string;
  target: Target;
  selected: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One line of what was found: its name with the part that matches, and where it is. */
export function PaletteOption({ id, target, selected, onPoint, onChoose }: PaletteOptionProps) {
  const t = useMessages(messages);
  return (
    // The focus stays in the field: keys move and open there, a pointer here.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that owns the list answers the keys
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      className={classes.option}
      onPointerMove={() => selected || onPoint()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={classes.name}>
        <Marked target={target} />
        {target.withName && ` × ${target.withName}`}
      </span>
      <span className={classes.place}>
        {target.ended && `${t("ended")} · `}
        {target.place.join(" / ")}
      </span>
    </div>
  );
}

function Marked({ target: { name, mark } }: { target: Target }) {
  if (!mark) return name;
  const characters = [...name];
  const end = mark.from + mark.length;
  return (
    <>
      {characters.slice(0, mark.from).join("")}
      <mark className={classes.mark}>{characters.slice(mark.from, end).join("")}</mark>
      {characters.slice(end).join("")}
    </>
  );
}
