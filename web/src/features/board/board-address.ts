import type { BoardSearch } from "../../routes/search.ts";

/** By what the board can be ordered; the first is its own order. Each begins with what needs someone most. */
export const ORDERS = [
  "NEEDS",
  "LATE",
  "STUCK",
  "DISPUTE",
  "LAST_CONTACT",
  "GIVER",
  "RECEIVER",
  "ENDS_ON",
] as const;
/** One order of the board. */
export type BoardOrder = (typeof ORDERS)[number];

/** The columns of the board in their order; the unit's is always there. */
export const COLUMNS = [
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
/** One column of the board. */
export type BoardColumn = (typeof COLUMNS)[number];

/** By which order of the board a column is sorted. */
export const ORDER_OF: Partial<Record<BoardColumn, BoardOrder>> = {
  giver: "GIVER",
  receiver: "RECEIVER",
  late: "LATE",
  stuck: "STUCK",
  disputes: "DISPUTE",
  contact: "LAST_CONTACT",
  needs: "NEEDS",
  term: "ENDS_ON",
};

/** The columns that show unless others are chosen. */
export const USUAL_COLUMNS: readonly BoardColumn[] = COLUMNS.slice(0, 8);

/** The ways in which a partnership is paired, based and standing, as the address names them. */
export const PAIRINGS = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;
export const BASES = ["ASSIGNED", "AGREED"] as const;
export const STATES = ["ACTIVE", "SUSPENDED", "PROPOSED", "ENDED", "DECLINED"] as const;

/** What the board is narrowed by; what is absent does not narrow. Ids are bare, amounts digits in fen. */
export interface BoardFilters {
  text?: string;
  giverId?: string;
  receiverId?: string;
  divisionId?: string;
  /** Of supports. */
  kindId?: string;
  partnershipKind?: (typeof PAIRINGS)[number];
  basis?: (typeof BASES)[number];
  /** Absent: those that stand. */
  states?: (typeof STATES)[number][];
  /** Late by so many working days or more; 0: late at all. */
  lateWorkdays?: number;
  /** Money waits for so many working days or more; 0: at all. */
  stuckWorkdays?: number;
  stuckFen?: string;
  disputeOpen?: true;
  unacknowledged?: true;
  needsMe?: true;
}

/** What the address of the board says: which rows, in which order, which columns. */
export interface BoardState {
  filters: BoardFilters;
  by: BoardOrder;
  /** The order turned round. */
  reversed: boolean;
  columns: readonly BoardColumn[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST_DAYS = 9999;

const oneOf = <Name extends string>(values: readonly Name[], text: string | undefined) =>
  values.find((it) => it === text);
const uuid = (text: string | undefined) => (text && UUID.test(text) ? text : undefined);
const days = (count: number | undefined) => (count !== undefined && count <= MOST_DAYS ? count : undefined);
const digits = (count: number | undefined) => (count ? String(count) : undefined);
const yes = (flag: number | undefined) => (flag === 1 ? true : undefined);

/** Members of a list in the list's own order, each once; undefined when none is known. */
function someOf<Name extends string>(values: readonly Name[], text: string | undefined): Name[] | undefined {
  const named = text?.split(".") ?? [];
  const known = values.filter((value) => named.includes(value.toLowerCase()));
  return known.length > 0 ? known : undefined;
}

/** Leaves out what is undefined. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as T;
}

/** Reads the address; what it does not know or can't be true is as if absent. */
export function readBoard(search: BoardSearch): BoardState {
  const [, turned, name] = /^(-?)([a-z-]+)$/.exec(search.sort ?? "") ?? [];
  const by = ORDERS.find((order) => orderWord(order) === name) ?? "NEEDS";
  const chosen = someOf(COLUMNS, search.cols);
  return {
    filters: present<BoardFilters>({
      text: search.q?.trim() || undefined,
      giverId: uuid(search.giver),
      receiverId: uuid(search.receiver),
      divisionId: digits(search.division),
      kindId: uuid(search.support),
      partnershipKind: oneOf(PAIRINGS, search.kind),
      basis: oneOf(BASES, search.basis),
      states: someOf(STATES, search.state),
      lateWorkdays: days(search.late),
      stuckWorkdays: days(search.stuck),
      stuckFen: digits(search.amount),
      disputeOpen: yes(search.dispute),
      unacknowledged: yes(search.unack),
      needsMe: yes(search.mine),
    }),
    by,
    reversed: turned === "-" && name === orderWord(by),
    columns: chosen
      ? COLUMNS.filter((column) => column === "giver" || chosen.includes(column))
      : USUAL_COLUMNS,
  };
}

const orderWord = (order: BoardOrder) => order.toLowerCase().replace("_", "-");

/** Writes the address, with nothing that is usual. `readBoard` reads it back. */
export function writeBoard({ filters, by, reversed, columns }: BoardState): BoardSearch {
  const usual = columns.join() === USUAL_COLUMNS.join();
  return present<BoardSearch>({
    q: filters.text,
    giver: filters.giverId,
    receiver: filters.receiverId,
    division: filters.divisionId === undefined ? undefined : Number(filters.divisionId),
    support: filters.kindId,
    kind: filters.partnershipKind,
    basis: filters.basis,
    state: filters.states?.map((state) => state.toLowerCase()).join("."),
    late: filters.lateWorkdays,
    stuck: filters.stuckWorkdays,
    amount: filters.stuckFen === undefined ? undefined : Number(filters.stuckFen),
    dispute: filters.disputeOpen && 1,
    unack: filters.unacknowledged && 1,
    mine: filters.needsMe && 1,
    sort: by === "NEEDS" && !reversed ? undefined : `${reversed ? "-" : ""}${orderWord(by)}`,
    cols: usual ? undefined : columns.join("."),
  });
}
