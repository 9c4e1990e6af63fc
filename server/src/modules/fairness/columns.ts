import { type Cell, count, date, type TableColumn, text, yuan } from "../../kernel/table.ts";
import { type FairnessRow, type Lines, markOf } from "./model.ts";
import type { FairnessWords } from "./words.ts";

/** Digits of thousandths as people write them, without zeros that say nothing: `1.25`. */
export function thousandths(value: bigint | number | null): string | null {
  if (value === null) return null;
  const amount = BigInt(value);
  const part = (amount % 1000n).toString().padStart(3, "0").replace(/0+$/, "");
  return part === "" ? String(amount / 1000n) : `${amount / 1000n}.${part}`;
}

/** A ratio of thousandths in percent: `62.5`. */
const percent = (ratio: number | null): Cell =>
  text(ratio === null ? null : ratio % 10 === 0 ? String(ratio / 10) : (ratio / 10).toFixed(1));

/** The columns of the view's file: those of the page, one for each thing that a cell of it says. */
export function fairnessColumns(words: FairnessWords, lines: Lines): TableColumn<FairnessRow>[] {
  const column = (
    name: keyof FairnessWords["head"],
    width: number,
    cell: (row: FairnessRow) => Cell,
  ): TableColumn<FairnessRow> => ({ head: words.head[name], width, cell });
  return [
    column("name", 24, (row) => text(row.name)),
    column("within", 28, (row) => text(row.within.join(" "))),
    column("mark", 12, (row) => text(words.mark[markOf(row.ratio, lines)])),
    column("ratio", 12, (row) => percent(row.ratio)),
    column("residents", 10, (row) => count(row.residents)),
    column("residentsFrom", 12, (row) => text(row.residentsFrom && words.from[row.residentsFrom])),
    column("residentsSince", 12, (row) => date(row.residentsSince)),
    column("residentsSource", 20, (row) => text(row.residentsSource)),
    column("unitCount", 8, (row) => count(row.units.length)),
    column("units", 36, (row) => text(row.units.map(({ name }) => name).join(" / "))),
    column("money", 15, (row) => yuan(row.money)),
    column("moneyPer", 12, (row) => yuan(row.moneyPer)),
    column("moneyRatio", 12, (row) => percent(row.moneyRatio)),
    column("minutes", 12, (row) => count(row.minutes)),
    column("minutesPer", 12, (row) => text(thousandths(row.minutesPer))),
    column("minutesRatio", 12, (row) => percent(row.minutesRatio)),
    column("activities", 12, (row) => count(row.activities)),
    column("activitiesPer", 12, (row) => text(thousandths(row.activitiesPer))),
    column("activitiesRatio", 12, (row) => percent(row.activitiesRatio)),
    column("needsAsked", 10, (row) => count(row.needsAsked)),
    column("needsMet", 10, (row) => count(row.needsMet)),
  ];
}
