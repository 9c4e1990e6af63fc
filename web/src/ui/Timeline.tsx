import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat } from "../lib/format.ts";
import type { Tone } from "./StateWord.tsx";
import classes from "./Timeline.module.css";

/** One thing that happened. */
export interface TimelineEntry {
  id: string;
  /** Local date `YYYY-MM-DD`. */
  on: string;
  icon?: TablerIcon;
  tone?: Tone;
  title: ReactNode;
  detail?: ReactNode;
  /** Seals, a state word, evidence. */
  marks?: ReactNode;
}

/** What happened between the two sides, newest first as given. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  const { date } = useFormat();
  return (
    <ol className={classes.line} aria-label={label}>
      {entries.map(({ id, on, icon: Icon, tone = "quiet", title, detail, marks }) => (
        <li key={id} className={classes.entry}>
          <time dateTime={on}>{date(on)}</time>
          <span className={classes.dot} data-tone={tone} aria-hidden>
            {Icon && <Icon size={16} />}
          </span>
          <div className={classes.what}>
            <div>{title}</div>
            {detail && <div className={classes.detail}>{detail}</div>}
            {marks && <div className={classes.marks}>{marks}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
