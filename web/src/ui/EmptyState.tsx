import { IconInbox, type TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notices.module.css";

interface EmptyStateProps {
  /** What there is none of. */
  title: string;
  /** What to do next, in a sentence. */
  next: string;
  /** The button that does it. */
  action?: ReactNode;
  icon?: TablerIcon;
}

/** Nothing here yet, and what to do next. */
export function EmptyState({ title, next, action, icon: Icon = IconInbox }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Icon size={32} stroke={1.4} aria-hidden />
      <p className={classes.title}>{title}</p>
      <p className={classes.next}>{next}</p>
      {action}
    </div>
  );
}
