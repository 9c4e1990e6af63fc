import type { ReactNode } from "react";
import type { Figure_ReportFigureFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { Why } from "../../ui/Why.tsx";
import classes from "./reports.module.css";

const Figure_ReportFigure = graphql(`
  fragment Figure_ReportFigure on ReportFigure { amount count facts }
`);

interface FigureProps {
  figure: FragmentType<typeof Figure_ReportFigure>;
  /** Its amount in words; a count says itself. */
  say?: (amount: string, figure: Figure_ReportFigureFragment) => ReactNode;
}

/**
 * A number of a report: opens the facts it is made of. One that nothing stands behind is plain, and a bare zero stands
 * back behind those that say something.
 */
export function Figure({ figure: masked, say }: FigureProps) {
  const figure = readFragment(Figure_ReportFigure, masked);
  const words = say ? say(figure.amount, figure) : figure.count;
  if (figure.count > 0) return <Why address={figure.facts}>{words}</Why>;
  return figure.amount === "0" ? <span className={classes.zero}>0</span> : <span>{words}</span>;
}

/** How many facts a number is made of. */
export function countOf(figure: FragmentType<typeof Figure_ReportFigure>): number {
  return readFragment(Figure_ReportFigure, figure).count;
}

/** The digits of a number. */
export function amountOf(figure: FragmentType<typeof Figure_ReportFigure>): string {
  return readFragment(Figure_ReportFigure, figure).amount;
}
