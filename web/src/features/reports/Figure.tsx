import type { ReactNode } from "react";
import type { Figure_ReportFigureFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { Why } from "../../ui/Why.tsx";

const Figure_ReportFigure = graphql(`
  fragment Figure_ReportFigure on ReportFigure { amount count facts }
`);

interface FigureProps {
  figure: FragmentType<typeof Figure_ReportFigure>;
  /** Its amount in words; a count says itself. */
  say?: (amount: string, figure: Figure_ReportFigureFragment) => ReactNode;
}

/** A number of a report: opens the facts it is made of. One that nothing stands behind is plain. */
export function Figure({ figure: masked, say }: FigureProps) {
  const figure = readFragment(Figure_ReportFigure, masked);
  const words = say ? say(figure.amount, figure) : figure.count;
  return figure.count === 0 ? <span>{words}</span> : <Why address={figure.facts}>{words}</Why>;
}

/** How many facts a number is made of. */
export function countOf(figure: FragmentType<typeof Figure_ReportFigure>): number {
  return readFragment(Figure_ReportFigure, figure).count;
}

/** The digits of a number. */
export function amountOf(figure: FragmentType<typeof Figure_ReportFigure>): string {
  return readFragment(Figure_ReportFigure, figure).amount;
}
