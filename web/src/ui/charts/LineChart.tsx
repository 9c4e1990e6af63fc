import { scaleLinear, scalePoint } from "d3-scale";
import type { ReactNode } from "react";
import { ChartFrame } from "./ChartFrame.tsx";
import classes from "./charts.module.css";
import { Legend } from "./Legend.tsx";
import { lookOf, type Series } from "./series.ts";

/** One place on the time axis: a month, a quarter. */
export interface LinePoint {
  key: string;
  name: string;
  /** By series key; a missing one leaves a gap in its line. Numbers for drawing only. */
  values: Readonly<Record<string, number | undefined>>;
}

interface LineChartProps {
  title: string;
  description: string;
  /** What the points are: heads the table's first column. */
  pointsAre: string;
  series: readonly Series[];
  points: readonly LinePoint[];
  /** A value in words, exact, for the table. */
  say: (value: number, point: LinePoint, series: string) => ReactNode;
  /** A value in short, for the axis. */
  sayShort: (value: number) => string;
}

const WIDTH = 720;
const HEIGHT = 260;
const EDGE = { top: 16, right: 16, bottom: 32, left: 72 };
/** So many names fit below the axis. */
const MOST_NAMES = 12;

/** Parts of a line between its gaps, as path commands. */
export function pathOf(points: readonly ({ x: number; y: number } | null)[]): string {
  let pen = false;
  return points
    .flatMap((point) => {
      const move = pen ? "L" : "M";
      pen = point !== null;
      return point ? [`${move}${point.x.toFixed(1)} ${point.y.toFixed(1)}`] : [];
    })
    .join(" ");
}

/** Lines over time from zero, told apart by dash and marker: read without colour, printed as it is. */
export function LineChart(props: LineChartProps) {
  const { title, description, pointsAre, series, points, say, sayShort } = props;
  const most = Math.max(1, ...points.flatMap(({ values }) => series.map(({ key }) => values[key] ?? 0)));
  const x = scalePoint<string>()
    .domain(points.map(({ key }) => key))
    .range([EDGE.left, WIDTH - EDGE.right])
    .padding(0.5);
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([HEIGHT - EDGE.bottom, EDGE.top]);
  const ticks = y.ticks(4);
  const every = Math.ceil(points.length / MOST_NAMES);
  return (
    <ChartFrame
      title={title}
      description={description}
      table={{
        head: [pointsAre, ...series.map(({ name }) => name)],
        rows: points.map((point) => ({
          key: point.key,
          cells: [
            point.name,
            ...series.map(({ key }) => {
              const value = point.values[key];
              return value === undefined ? "–" : say(value, point, key);
            }),
          ],
        })),
      }}
    >
      {(describedBy) => (
        <>
          <Legend series={series} line />
          <svg
            className={classes.lines}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            role="img"
            aria-label={title}
            aria-describedby={describedBy}
          >
            {ticks.map((tick) => (
              <g key={tick}>
                <line
                  className={classes.grid}
                  x1={EDGE.left}
                  x2={WIDTH - EDGE.right}
                  y1={y(tick)}
                  y2={y(tick)}
                />
                <text className={classes.tick} x={EDGE.left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
                  {sayShort(tick)}
                </text>
              </g>
            ))}
            {points.map(({ key, name }, at) =>
              at % every === 0 ? (
                <text
                  key={key}
                  className={classes.tick}
                  data-thin={(points.length - 1 - at) % (every * 3) !== 0 || undefined}
                  x={x(key)}
                  y={HEIGHT - 10}
                  textAnchor="middle"
                >
                  {name}
                </text>
              ) : null,
            )}
            {series.map(({ key }, at) => {
              const places = points.map((point) => {
                const value = point.values[key];
                return value === undefined ? null : { x: x(point.key) ?? 0, y: y(value), key: point.key };
              });
              return (
                <g key={key}>
                  <path className={classes.line} data-look={lookOf(at)} d={pathOf(places)} />
                  {places.map((place) =>
                    place ? (
                      <circle
                        key={place.key}
                        className={classes.mark}
                        data-look={lookOf(at)}
                        cx={place.x}
                        cy={place.y}
                        r={3.5}
                      />
                    ) : null,
                  )}
                </g>
              );
            })}
          </svg>
        </>
      )}
    </ChartFrame>
  );
}
