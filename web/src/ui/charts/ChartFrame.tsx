import { Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "../messages.ts";
import classes from "./charts.module.css";

/** A chart's figures as a table: what the chart shows, exactly. */
export interface ChartTable {
  head: readonly string[];
  /** The first cell names the row. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

interface ChartFrameProps {
  title: string;
  /** What the chart says in one sentence, for those who can't see it; also below the title. */
  description: string;
  table: ChartTable;
  /** Gets the id of what describes the drawing. */
  children: (describedBy: string) => ReactNode;
}

/** A chart with its title, its sentence and, at the touch of a button, its table. On paper both stand. */
export function ChartFrame({ title, description, table, children }: ChartFrameProps) {
  const t = useMessages(messages);
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={classes.figure} aria-labelledby={`${id}t`}>
      <figcaption className={classes.head}>
        <span>
          <span id={`${id}t`} className={classes.title}>
            {title}
          </span>
          <span id={`${id}d`} className={classes.description}>
            {description}
          </span>
        </span>
        <Button size="sm" variant="subtle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? "chart.drawing" : "chart.table")}
        </Button>
      </figcaption>
      <div className={classes.drawing} data-hidden={asTable || undefined}>
        {children(`${id}d`)}
      </div>
      <div className={classes.tableFrame} data-hidden={!asTable || undefined}>
        <table className={classes.table} aria-labelledby={`${id}t`}>
          <thead>
            <tr>
              {table.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) =>
                  at === 0 ? (
                    <th key={table.head[at]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={table.head[at]}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
