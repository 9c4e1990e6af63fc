import { isId } from "../../kernel/ids.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { type BoardFilter, type BoardSort, boardOrders } from "./model.ts";

/** The columns of the board in their order, as its address names them; the unit's is always there. */
export const boardColumns = [
  "giver",
  "receiver",
  "late",
  "promises",
  "stuck",
  "disputes",
  "contact",
  "needs",
  "pairing",
  "money",
  "awaiting",
  "unacknowledged",
  "term",
] as const;
export type BoardColumn = (typeof boardColumns)[number];

/** The columns that show unless others are chosen. */
const USUAL_COLUMNS: readonly BoardColumn[] = boardColumns.slice(0, 8);

const PAIRINGS = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;
const BASES = ["ASSIGNED", "AGREED"] as const;
const STATES = ["PROPOSED", "ACTIVE", "SUSPENDED", "ENDED", "DECLINED"] as const;
const MOST_DAYS = 9999;
const LONGEST_TEXT = 200;

/** Members of the web address that say nothing about the rows. */
const OF_THE_PAGE = new Set(["view", "preview", "why", "locale"]);

export type BoardAddress = { filter: BoardFilter; sort: BoardSort; columns: readonly BoardColumn[] };

/**
 * Reads the address of the board as the web app writes it. What it cannot read it refuses: a file with other rows than were meant
 * would be taken for the right one.
 *
 * @throws Rejection OUT_OF_RANGE at each parameter that is unknown or has no such value.
 */
export function readAddress(query: Record<string, string>): BoardAddress {
  const left = new Set(Object.keys(query).filter((name) => !OF_THE_PAGE.has(name)));
  const problems: FieldProblem[] = [];
  const take = <Value>(name: string, read: (text: string) => Value | undefined): Value | undefined => {
    const text = query[name];
    left.delete(name);
    if (text === undefined || text === "") return undefined;
    const value = read(text);
    if (value === undefined) problems.push({ path: [name], code: "OUT_OF_RANGE" });
    return value;
  };
  const yes = (text: string) => (text === "1" ? true : undefined);
  const id = (text: string) => (isId(text) ? text : undefined);
  const days = (text: string) =>
    /^\d{1,4}$/.test(text) && Number(text) <= MOST_DAYS ? Number(text) : undefined;

  const filter: BoardFilter = {
    text: take("q", (text) => (text.length <= LONGEST_TEXT ? text.trim() : undefined)),
    giverId: take("giver", id),
    receiverId: take("receiver", id),
    divisionId: take("division", (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined)),
    kindId: take("support", id),
    partnershipKind: take("kind", oneOf(PAIRINGS)),
    basis: take("basis", oneOf(BASES)),
    states: take("state", someOf(STATES)),
    lateWorkdaysAtLeast: take("late", days),
    stuckWorkdaysAtLeast: take("stuck", days),
    stuckAtLeast: take("amount", (text) => (/^[1-9]\d{0,14}$/.test(text) ? BigInt(text) : undefined)),
    disputeOpen: take("dispute", yes),
    unacknowledged: take("unack", yes),
    needsMe: take("mine", yes),
  };
  const sort = take("sort", sortOf) ?? { by: "NEEDS", descending: false };
  const columns = take("cols", someOf(boardColumns));
  for (const name of left) problems.push({ path: [name], code: "OUT_OF_RANGE" });
  if (problems.length > 0) throw Rejection.validation(problems);
  const shown = columns && boardColumns.filter((column) => column === "giver" || columns.includes(column));
  return { filter, sort, columns: shown ?? USUAL_COLUMNS };
}

const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name | undefined =>
    names.find((name) => name === text);

/** Members of a list, as `late.stuck` in small letters; undefined when one of them is unknown. */
const someOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name[] | undefined => {
    const found = text.split(".").map((word) => names.find((name) => name.toLowerCase() === word));
    return found.every((name) => name !== undefined) ? (found as Name[]) : undefined;
  };

/** `late`, or `-late` for the other way round. */
function sortOf(text: string): BoardSort | undefined {
  const descending = text.startsWith("-");
  const word = descending ? text.slice(1) : text;
  const by = boardOrders.find((order) => order.toLowerCase().replace("_", "-") === word);
  return by && { by, descending };
}
