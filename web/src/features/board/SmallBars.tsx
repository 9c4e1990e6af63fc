import type { useKindWords } from "../../lib/kind-words.ts";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import classes from "./board.module.css";
import type { BoardRow } from "./board-row.ts";

interface SmallBarsProps {
  promises: BoardRow["partnership"]["firstDue"];
  kinds: ReturnType<typeof useKindWords>;
}

/** The promises first due as thin bars, each with its kind; how far they are is said on hover and to screen readers. */
export function SmallBars({ promises, kinds }: SmallBarsProps) {
  return (
    <div className={classes.smallBars}>
      {promises.map(({ id, kind, good, quantity, claimed, accepted, pace, effectiveDueOn }) => (
        <div key={id} className={classes.smallBar}>
          <span>{kinds.name(kind)}</span>
          <PromiseBar
            show="bar"
            measure={kind.measure}
            unit={kinds.unit(kind, good)}
            owed={quantity}
            claimed={claimed}
            accepted={accepted}
            pace={pace / 1000}
            dueOn={effectiveDueOn}
          />
        </div>
      ))}
    </div>
  );
}
