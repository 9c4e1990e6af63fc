import classes from "./charts.module.css";
import type { Look } from "./series.ts";

/** The fill of a look that is a pattern; undefined for one that the style sheet fills. */
export function patternOf(id: string, look: Look): string | undefined {
  return look === "hatched" || look === "dotted" ? `url(#${id}${look})` : undefined;
}

/** The patterns that tell bars apart without colour, under ids of this one chart. */
export function Patterns({ id }: { id: string }) {
  return (
    <svg width={0} height={0} aria-hidden="true" className={classes.patterns}>
      <defs>
        <pattern
          id={`${id}hatched`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} className={classes.patternGround} />
          <rect width={3} height={6} className={classes.patternInk} />
        </pattern>
        <pattern id={`${id}dotted`} width={5} height={5} patternUnits="userSpaceOnUse">
          <rect width={5} height={5} className={classes.patternGround} />
          <circle cx={2.5} cy={2.5} r={1.2} className={classes.patternInk} />
        </pattern>
      </defs>
    </svg>
  );
}
