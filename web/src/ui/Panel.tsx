import { type ReactNode, useId } from "react";
import classes from "./layout.module.css";

interface PanelProps {
  title?: string;
  /** To the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A surface with a title: one subject of a page. */
export function Panel({ title, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <div className={classes.panelHead}>
          {title && <h2 id={id}>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Things below each other with the page's rhythm. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={classes.page}>{children}</div>;
}

/** Two columns on a desktop, the first the wider; one on a phone. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}

interface FactsProps {
  facts: readonly { label: string; value: ReactNode }[];
}

/** Labels and values in a list of definitions. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
