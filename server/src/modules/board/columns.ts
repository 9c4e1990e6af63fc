import type { LocalDate } from "../../kernel/clock.ts";
import { count, date, type TableColumn, text, yuan, yuanDigits } from "../../kernel/table.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import type { BoardColumn } from "./address.ts";
import type { Standing } from "./model.ts";
import type { BoardWords } from "./words.ts";

/** A promise that is due first. Quantities in minor units of the measure. */
export type FirstDue = {
  kind: { nameZh: string; nameEn: string; measure: string; unitZh: string | null; unitEn: string | null };
  good: string | null;
  quantity: bigint;
  accepted: bigint;
  dueOn: LocalDate;
};

/** A row of the board's file: a row of the board, and what its page shows of the partnership itself. */
export type ExportRow = Standing & {
  isLead: boolean;
  leaderName: string | null;
  sectionName: string | null;
  firstDue: FirstDue[];
};

/** The columns of the file for those of the board: where a cell of the page says several things, each has a column of its own. */
export function exportColumns(
  chosen: readonly BoardColumn[],
  words: BoardWords,
  locale: Locale,
): TableColumn<ExportRow>[] {
  const { head } = words;
  const column = (
    name: keyof BoardWords["head"],
    width: number,
    cell: TableColumn<ExportRow>["cell"],
  ): TableColumn<ExportRow> => ({ head: head[name], width, cell });
  const DAY = 12;
  const NUMBER = 10;
  const MONEY = 15;
  const of: Record<BoardColumn, TableColumn<ExportRow>[]> = {
    giver: [
      column("giver", 28, (row) => text(row.giverName)),
      column("pairingNote", 22, (row) => text(pairingNote(row, words))),
    ],
    receiver: [
      column("receiver", 24, (row) => text(row.receiverName)),
      column("receivedIn", 28, (row) => text(row.receivedIn.join(" "))),
    ],
    late: [
      column("lateCount", NUMBER, (row) => count(row.lateCount)),
      column("lateWorkdays", NUMBER, (row) => count(row.lateWorkdays)),
      column("firstDueOn", DAY, (row) => date(row.firstDueOn)),
      column("suspendedOn", DAY, (row) => date(row.suspendedOn)),
    ],
    promises: [
      column("openPromises", NUMBER, (row) => count(row.openPromises)),
      column("firstDue", 48, (row) =>
        text(row.firstDue.map((one) => promiseText(one, words, locale)).join(locale === "zh" ? "；" : "; ")),
      ),
    ],
    stuck: [
      column("stuckAmount", MONEY, (row) => yuan(row.stuck?.amount)),
      column("stuckAt", 18, (row) => text(row.stuck && words.stuckAt[row.stuck.at])),
      column("stuckSince", DAY, (row) => date(row.stuck?.since)),
      column("stuckWorkdays", NUMBER, (row) => count(row.stuck?.workdays)),
    ],
    disputes: [
      column("openDisputes", NUMBER, (row) => count(row.openDisputes)),
      column("disputeSince", DAY, (row) => date(row.disputeSince)),
    ],
    contact: [column("lastContactOn", DAY, (row) => date(row.lastContactOn))],
    needs: [
      column("needs", 18, (row) => text(words.needs[row.needs])),
      column("needsSince", DAY, (row) => date(row.needsSince)),
    ],
    pairing: [
      column("kind", 14, (row) => text(words.kind[row.kind])),
      column("basis", 12, (row) => text(words.basis[row.basis])),
      column("state", 12, (row) => text(words.state[row.state])),
    ],
    money: [
      column("pledged", MONEY, (row) => yuan(row.pledged)),
      column("sent", MONEY, (row) => yuan(row.sent)),
      column("received", MONEY, (row) => yuan(row.received)),
      column("spent", MONEY, (row) => yuan(row.spent)),
    ],
    awaiting: [
      column("awaiting", NUMBER, (row) => count(row.awaiting)),
      column("awaitingSince", DAY, (row) => date(row.awaitingSince)),
    ],
    unacknowledged: [column("unacknowledgedDays", NUMBER, (row) => count(row.unacknowledgedDays))],
    term: [
      column("startsOn", DAY, (row) => date(row.startsOn)),
      column("endsOn", DAY, (row) => date(row.endsOn)),
    ],
  };
  return chosen.flatMap((name) => of[name]);
}

/** What stands under the unit's name: whether it leads, and what it is paired for. */
function pairingNote(row: ExportRow, words: BoardWords): string {
  const kind = row.kind === "CO_BUILDING" ? null : words.kind[row.kind];
  return [row.isLead && words.lead, kind, row.leaderName, row.sectionName].filter(Boolean).join(" · ");
}

function promiseText(
  { kind, good, quantity, accepted, dueOn }: FirstDue,
  words: BoardWords,
  locale: Locale,
): string {
  const name = locale === "zh" ? kind.nameZh : kind.nameEn;
  const unit = (locale === "zh" ? kind.unitZh : kind.unitEn) ?? "";
  const said = (amount: bigint): string => {
    if (kind.measure === "MONEY") return yuanDigits(amount);
    if (kind.measure === "GOODS") return thousandths(amount);
    return String(amount);
  };
  const measured = said(quantity);
  const whole =
    kind.measure === "MONEY"
      ? fill(words.yuan, { amount: measured })
      : kind.measure === "MINUTES"
        ? fill(words.minutes, { count: measured })
        : [measured, good ?? unit].filter(Boolean).join(" ");
  return fill(words.promise, { kind: name, accepted: said(accepted), quantity: whole, dueOn });
}

/** Exact digits of a quantity in thousandths, without zeros that say nothing. */
function thousandths(amount: bigint): string {
  const part = (amount % 1000n).toString().padStart(3, "0").replace(/0+$/, "");
  return part === "" ? String(amount / 1000n) : `${amount / 1000n}.${part}`;
}
