import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { periodOf } from "../cities/model.ts";
import { type FairnessFilter, type FairnessSort, fairnessOrders, marks } from "./model.ts";

/** Members of the web address that say nothing about the rows. */
const OF_THE_PAGE = new Set(["locale", "facts", "tab"]);
const LONGEST_TEXT = 200;

export type FairnessAddress = { period: string | null; filter: FairnessFilter; sort: FairnessSort };

/**
 * Reads the address of the fairness view as the web app writes it.
 *
 * @throws Rejection OUT_OF_RANGE at each parameter that is unknown or has no such value.
 */
export function readAddress(query: Record<string, string>): FairnessAddress {
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
  const period = take("period", (text) => periodOf(text)?.code) ?? null;
  const filter: FairnessFilter = {
    text: take("q", (text) => (text.length <= LONGEST_TEXT ? text.trim() : undefined)),
    divisionId: take("division", (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined)),
    mark: take("mark", (text) => marks.find((mark) => mark.toLowerCase() === text)),
    withoutUnit: take("alone", yes),
    withoutResidents: take("unknown", yes),
    unmetNeeds: take("unmet", yes),
  };
  const sort = take("sort", sortOf) ?? { by: "RATIO", descending: false };
  for (const name of left) problems.push({ path: [name], code: "OUT_OF_RANGE" });
  if (problems.length > 0) throw Rejection.validation(problems);
  return { period, filter, sort };
}

/** `money`, or `-money` for the other way round. */
function sortOf(text: string): FairnessSort | undefined {
  const descending = text.startsWith("-");
  const by = fairnessOrders.find((order) => order.toLowerCase() === (descending ? text.slice(1) : text));
  return by && { by, descending };
}
