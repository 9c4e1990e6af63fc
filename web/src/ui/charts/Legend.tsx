import classes from "./charts.module.css";
import { patternOf } from "./Patterns.tsx";
import { lookOf, type Series } from "./series.ts";

interface LegendProps {
  series: readonly Series[];
  /** Lines instead of bars. */
  line?: boolean;
  /** The id under which the chart has its patterns. */
  patterns?: string;
}

/** Which series is drawn how; the drawing's marks again, beside their names. */
export function Legend({ series, line, patterns = "" }: LegendProps) {
  if (series.length < 2) return null;
  return (
    <ul className={classes.legend}>
      {series.map((one, at) => (
        <li key={one.key}>
          <svg width={line ? 28 : 16} height={16} aria-hidden="true">
            {line ? (
              <line className={classes.line} data-look={lookOf(at, one)} x1={1} x2={27} y1={8} y2={8} />
            ) : (
              <rect
                className={classes.bar}
                data-look={lookOf(at, one)}
                fill={patternOf(patterns, lookOf(at, one))}
                x={1}
                y={1}
                width={14}
                height={14}
              />
            )}
          </svg>
          {one.name}
        </li>
      ))}
    </ul>
  );
}
