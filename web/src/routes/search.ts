import { uuidOf } from "../lib/node-id.ts";

/** Reads one search parameter as a short text; anything else is as if absent. */
function text(value: unknown, most = 200): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && value.length <= most ? value : undefined;
}

/** Reads one search parameter as a natural number or zero; anything else is as if absent. */
function natural(value: unknown): number | undefined {
  const digits = text(value);
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

/** Search parameters every page may have: `why`, the address of what the side drawer explains. */
export function validateRootSearch(search: Record<string, unknown>): { why?: string } {
  const why = text(search["why"]);
  return why === undefined ? {} : { why };
}

/** Where to go after signing in: a path of this product only, never another site. */
export function validateSignInSearch(search: Record<string, unknown>): { next?: string } {
  const next = text(search["next"], 1000);
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? { next } : {};
}

/** Filters of a list as they stand in its address; the page gives each its meaning. */
export interface ListSearch {
  /** Free text. */
  q?: string;
  /** A state or group of states. */
  state?: string;
  partnershipId?: string;
  organizationId?: string;
  periodId?: string;
}

/** Reads a list's filters. */
export function validateListSearch(search: Record<string, unknown>): ListSearch {
  return pick(search, ["q", "state", "partnershipId", "organizationId", "periodId"]);
}

/** Which stations a list shows. */
export interface StationsSearch {
  q?: string;
  state?: string;
  /** The number of a division. */
  divisionId?: string;
}

/** Reads which stations a list shows. */
export function validateStationsSearch(search: Record<string, unknown>): StationsSearch {
  return pick(search, ["q", "state", "divisionId"]);
}

/** What the tree of divisions shows: what is searched, or the way to a division, as numbers with dots from the top. */
export interface DivisionSearch {
  q?: string;
  at?: string;
}

/** Reads what the tree of divisions shows. */
export function validateDivisionSearch(search: Record<string, unknown>): DivisionSearch {
  const { q, at } = pick(search, ["q", "at"]);
  return { ...(q ? { q } : {}), ...(at && /^\d{1,9}(\.\d{1,9}){0,9}$/.test(at) ? { at } : {}) };
}

/** Filters of the audit feed. */
export interface AuditSearch {
  partnershipId?: string;
  /** Id of anything, as `Delivery:<uuid>`. */
  subjectId?: string;
  personId?: string;
  organizationId?: string;
  /** A command, or with a dot at its end all commands about a thing. */
  command?: string;
  /** Done by an office in the stead of this organization. */
  forOrganizationId?: string;
  /** Set: only what an office did in somebody's stead. */
  onBehalf?: string;
  /** Set: only what took something back. */
  reversed?: string;
  from?: string;
  to?: string;
}

/** Reads the filters of the audit feed. */
export function validateAuditSearch(search: Record<string, unknown>): AuditSearch {
  return pick(search, [
    "partnershipId",
    "subjectId",
    "personId",
    "organizationId",
    "command",
    "forOrganizationId",
    "onBehalf",
    "reversed",
    "from",
    "to",
  ]);
}

/** Which report is looked at; what is absent is one's own, and the running quarter. */
export interface ReportSearch {
  scope?: string;
  /** Node id of an organization or a division. */
  id?: string;
  periodId?: string;
}

/** Reads which report is looked at. */
export function validateReportSearch(search: Record<string, unknown>): ReportSearch {
  return pick(search, ["scope", "id", "periodId"]);
}

/** Two days between which something is shown. */
export function validateDaysSearch(search: Record<string, unknown>): { from?: string; to?: string } {
  const days = pick(search, ["from", "to"]);
  for (const key of ["from", "to"] as const)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(days[key] ?? "")) delete days[key];
  return days;
}

/** The partnership page as of a past day; absent is now. */
export function validatePartnershipSearch(search: Record<string, unknown>): { asOf?: string } {
  const asOf = text(search["asOf"]);
  return asOf !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? { asOf } : {};
}

/** The board's address: filters, order, columns; `features/board/board-address.ts` gives each its meaning. */
export interface BoardSearch
  extends Partial<
    Record<"q" | "giver" | "receiver" | "support" | "kind" | "basis" | "state" | "sort" | "cols", string>
  > {
  division?: number;
  late?: number;
  stuck?: number;
  amount?: number;
  dispute?: number;
  unack?: number;
  mine?: number;
  /** Id of the saved view that was chosen. */
  view?: string;
  /** Id of the partnership that is looked at beside the table. */
  preview?: string;
}

const BOARD_TEXTS = [
  "q",
  "giver",
  "receiver",
  "support",
  "kind",
  "basis",
  "state",
  "sort",
  "cols",
  "view",
  "preview",
] as const;
const BOARD_NUMBERS = ["division", "late", "stuck", "amount", "dispute", "unack", "mine"] as const;

/** Reads the board's address. */
export function validateBoardSearch(search: Record<string, unknown>): BoardSearch {
  const result: BoardSearch = pick(search, BOARD_TEXTS);
  for (const key of BOARD_NUMBERS) {
    const value = natural(search[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** The division that the city page sums; absent: the whole territory. */
export function validateCitySearch(search: Record<string, unknown>): { division?: number } {
  const division = natural(search["division"]);
  return division ? { division } : {};
}

/** What a form is opened for, as far as the link knew. */
export interface FormSearch {
  partnershipId?: string;
  obligationId?: string;
  requestId?: string;
  pledgeId?: string;
}

/** Reads what a form is opened for. */
export function validateFormSearch(search: Record<string, unknown>): FormSearch {
  const form = pick(search, ["partnershipId", "obligationId", "requestId", "pledgeId"]);
  for (const key of Object.keys(form) as (keyof FormSearch)[]) form[key] = uuidOf(form[key] ?? "");
  return form;
}

/** What the calendar of activities shows; `features/activities/calendar-address.ts` gives each its meaning. */
export type ActivitiesSearch = Partial<Record<"view" | "on" | "whose" | "kind" | "place" | "open", string>>;

/** Reads what the calendar of activities shows. */
export function validateActivitiesSearch(search: Record<string, unknown>): ActivitiesSearch {
  return pick(search, ["view", "on", "whose", "kind", "place", "open"]);
}

/** What an activity is planned for, as far as the link knew: a partnership, a day, the session it goes on from. */
export interface PlanSearch {
  partnershipId?: string;
  on?: string;
  sessionId?: string;
}

/** Reads what an activity is planned for. */
export function validatePlanSearch(search: Record<string, unknown>): PlanSearch {
  return pick(search, ["partnershipId", "on", "sessionId"]);
}

/** Whose volunteer record is looked at; absent: one's own. */
export function validateRecordSearch(search: Record<string, unknown>): { personId?: string } {
  const { personId } = pick(search, ["personId"]);
  return personId ? { personId: uuidOf(personId) } : {};
}

/** The code that was scanned from the host's screen. */
export function validateCheckInSearch(search: Record<string, unknown>): { code?: string } {
  return pick(search, ["code"]);
}

/** The fairness view's address; `features/fairness/fairness-address.ts` gives each its meaning. */
export type FairnessSearch = Partial<
  Record<"period" | "q" | "mark" | "alone" | "unmet" | "unknown" | "sort" | "tab", string>
>;

/** Reads the fairness view's address. */
export function validateFairnessSearch(search: Record<string, unknown>): FairnessSearch {
  return pick(search, ["period", "q", "mark", "alone", "unmet", "unknown", "sort", "tab"]);
}

/** Which kept plan of pairings is looked at, by its bare id. */
export function validateKeptPlanSearch(search: Record<string, unknown>): { plan?: string } {
  const { plan } = pick(search, ["plan"]);
  return plan ? { plan: uuidOf(plan) } : {};
}

/** How many pairs are assigned, and the kept plan whose ticked pairs are meant. */
export function validateAssignSearch(search: Record<string, unknown>): { state?: string; plan?: string } {
  return { ...pick(search, ["state"]), ...validateKeptPlanSearch(search) };
}

function pick<Key extends string>(
  search: Record<string, unknown>,
  keys: readonly Key[],
): { [K in Key]?: string } {
  const result: { [K in Key]?: string } = {};
  for (const key of keys) {
    const value = text(search[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
