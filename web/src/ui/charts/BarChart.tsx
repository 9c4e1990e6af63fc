import { scaleLinear } from "d3-scale";
import { Fragment, type ReactNode, useId } from "react";
import { ChartFrame } from "./ChartFrame.tsx";
import classes from "./charts.module.css";
import { Legend } from "./Legend.tsx";
import { Patterns, patternOf } from "./Patterns.tsx";
import { lookOf, type Series } from "./series.ts";

/** One thing that has bars: a district, a kind. */
export interface BarRow {
  key: string;
  name: string;
  /** Its name as it should be shown, when it is more than text: a link. */
  label?: ReactNode;
  /** By series key; a missing one is zero. Counts, or amounts as numbers for drawing only. */
  values: Readonly<Record<string, number>>;
}

interface BarChartProps {
  title: string;
  description: string;
  /** What the rows are: heads the table's first column. */
  rowsAre: string;
  /** One series: plain bars. Several: parts of one bar, in this order. */
  series: readonly Series[];
  rows: readonly BarRow[];
  /** A value in words; also exact values the drawing can't hold, by row and series. */
  say: (value: number, row: BarRow, series: string) => ReactNode;
}

const HEIGHT = 18;

/** Lying bars, one per row, the name before and the sum behind each: read without colour, printed as it is. */
export function BarChart({ title, description, rowsAre, series, rows, say }: BarChartProps) {
  const sumOf = ({ values }: BarRow) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0);
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...rows.map(sumOf))])
    .range([0, 100]);
  const id = useId();
  return (
    <ChartFrame
      title={title}
      description={description}
      table={{
        head: [rowsAre, ...series.map(({ name }) => name)],
        rows: rows.map((row) => ({
          key: row.key,
          cells: [row.label ?? row.name, ...series.map(({ key }) => say(row.values[key] ?? 0, row, key))],
        })),
      }}
    >
      {(describedBy) => (
        <>
          <Patterns id={id} />
          <Legend series={series} patterns={id} />
          {/* biome-ignore lint/a11y/useSemanticElements: a drawing of several rows, not a form. */}
          <div className={classes.bars} role="group" aria-label={title} aria-describedby={describedBy}>
            {rows.map((row) => {
              let from = 0;
              return (
                <div key={row.key} className={classes.barRow}>
                  <span className={classes.rowName}>{row.label ?? row.name}</span>
                  <svg className={classes.track} height={HEIGHT} aria-hidden="true">
                    {series.map((one, at) => {
                      const { key, name } = one;
                      const look = lookOf(at, one);
                      const x = scale(from);
                      from += row.values[key] ?? 0;
                      const width = scale(from) - x;
                      return width > 0 ? (
                        <rect
                          key={key}
                          className={classes.bar}
                          data-look={look}
                          fill={patternOf(id, look)}
                          x={`${x}%`}
                          width={`${width}%`}
                          y={1}
                          height={HEIGHT - 2}
                        >
                          <title>{name}</title>
                        </rect>
                      ) : null;
                    })}
                  </svg>
                  <span className={classes.value}>
                    {series.map(({ key, name }, at) => (
                      <Fragment key={key}>
                        {at > 0 && " · "}
                        {series.length > 1 && <span className={classes.hidden}>{name} </span>}
                        {say(row.values[key] ?? 0, row, key)}
                      </Fragment>
                    ))}
                  </span>
                </div>
              );
            })}
          </div>
        </>
      )}
    </ChartFrame>
  );
}
