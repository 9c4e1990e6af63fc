import type { LocalDate } from "../../kernel/clock.ts";
import { maxAmount } from "../../kernel/quantity.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { type PartnershipKind, partnershipProblems } from "../partnerships/model.ts";
import { pledgeKey, type StandingPair } from "./city-state.ts";
import type { SheetName } from "./columns.ts";
import type { PlannedPairing, Planning } from "./plan.ts";
import { textOf, type WorkbookRow } from "./read-workbook.ts";

/** Columns of a pairing's problems, by the field that the rules name. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  giverId: "giver",
  receiverId: "receiver",
  leaderMembershipId: "leader",
};

function sideOf(
  planning: Planning,
  sheet: SheetName,
  row: WorkbookRow,
  column: "giver" | "receiver",
): PlacedOrganization | null {
  const text = textOf(row, column) ?? "";
  const found = planning.directory.organization(
    text,
    column === "giver" ? ["PARTNER_UNIT"] : ["COMMUNITY", "OFFICE"],
  );
  if ("one" in found) return found.one;
  // Its own row says what is wrong.
  if (found.none === "UNKNOWN_ORGANIZATION" && planning.listed.has(text) && planning.plan.problems.length > 0)
    return null;
  planning.complain(sheet, row, column, found.none, { text });
  return null;
}

/** Pairings by an office's document: the same by giver, receiver, kind (with its leader or section) and term. */
export function planPairings(planning: Planning, rows: readonly WorkbookRow[]): void {
  const { state, plan } = planning;
  const standing = Map.groupBy(state.pairs, (pair) => `${pair.giverId} ${pair.receiverId}`);
  for (const row of rows) {
    const giver = sideOf(planning, "pairings", row, "giver");
    const receiver = sideOf(planning, "pairings", row, "receiver");
    if (!giver || !receiver) continue;
    const leader = leaderOf(planning, row, giver);
    if (leader === null) continue;
    const pairing: PlannedPairing = {
      giverId: giver.id,
      receiverId: receiver.id,
      kind: (textOf(row, "kind") ?? "CO_BUILDING") as PartnershipKind,
      leaderMembershipId: leader?.id ?? null,
      sectionName: textOf(row, "sectionName"),
      sectionFrom: textOf(row, "sectionFrom"),
      sectionTo: textOf(row, "sectionTo"),
      startsOn: row.values["startsOn"] as LocalDate,
      endsOn: row.values["endsOn"] as LocalDate,
      documentNumber: textOf(row, "documentNumber") ?? "",
      documentDate: row.values["documentDate"] as LocalDate,
      row,
    };
    const problems = partnershipProblems(pairing, "ASSIGNED", { giver: giver.kind, receiver: receiver.kind });
    for (const { path, code, params } of problems) {
      const field = path[0] ?? "";
      planning.complain("pairings", row, COLUMN_OF[field] ?? field, code, params);
    }
    if (problems.length > 0) continue;
    const key = `${giver.id} ${receiver.id}`;
    const others = standing.get(key) ?? [];
    const pair: StandingPair = {
      ...{ id: "", state: "ACTIVE", ...pairing },
      about: pairing.leaderMembershipId ?? pairing.sectionName ?? "",
    };
    const same = others.find(
      (one) => isAlike(one, pair) && one.startsOn === pair.startsOn && sameEnd(one, pair),
    );
    if (same?.id) planning.count("pairings", "unchanged");
    else if (same) planning.complain("pairings", row, "giver", "ROW_TWICE");
    else if (
      others.some(
        (other) => isAlike(other, pair) && other.startsOn <= pair.endsOn && pair.startsOn <= other.endsOn,
      )
    )
      planning.complain("pairings", row, "startsOn", "PARTNERSHIP_OVERLAP");
    else {
      plan.pairings.push(pairing);
      standing.set(key, [...others, pair]);
      planning.count("pairings", "created");
    }
  }
}

function isAlike(a: StandingPair, b: StandingPair): boolean {
  return a.kind === b.kind && a.about === b.about;
}

/** A partnership that was ended early is still the one that the workbook names. */
function sameEnd(standing: StandingPair, named: StandingPair): boolean {
  return standing.endsOn === named.endsOn || (standing.state === "ENDED" && standing.endsOn < named.endsOn);
}

/** The leader's membership; undefined when none is named, null when the name tells nobody. */
function leaderOf(planning: Planning, row: WorkbookRow, giver: PlacedOrganization) {
  const name = textOf(row, "leader");
  if (name === null) return undefined;
  const roles = planning.directory
    .people(name)
    .flatMap((person) => planning.directory.roles(person.id))
    .filter((one) => one.organizationId === giver.id && one.role === "LEADER");
  const [only] = roles;
  if (roles.length === 1 && only) return only;
  planning.complain("pairings", row, "leader", roles.length === 0 ? "UNKNOWN_LEADER" : "AMBIGUOUS_PERSON", {
    text: name,
  });
  return null;
}

/** Pledges: the same by giver, receiver, purpose, good, amount and dates. They hang under the pair's partnership where it has one. */
export function planPledges(planning: Planning, rows: readonly WorkbookRow[]): void {
  const { state, plan, today } = planning;
  const seen = new Map<string, number>();
  const kinds = {
    MONEY: state.kinds.find(({ measure, validTo }) => measure === "MONEY" && validTo === null),
    GOODS: state.kinds.find(({ measure, validTo }) => measure === "GOODS" && validTo === null),
  };
  const paired = new Set([
    ...state.pairs
      .filter((pair) => pair.state === "ACTIVE")
      .map((pair) => `${pair.giverId} ${pair.receiverId}`),
    ...plan.pairings.map((pair) => `${pair.giverId} ${pair.receiverId}`),
  ]);
  for (const row of rows) {
    const giver = sideOf(planning, "pledges", row, "giver");
    const receiver = sideOf(planning, "pledges", row, "receiver");
    if (!giver || !receiver) continue;
    const complain = (column: string, code: string, params?: Record<string, string>) =>
      planning.complain("pledges", row, column, code, params);
    const good = textOf(row, "good");
    const measure = good === null ? "MONEY" : "GOODS";
    const column = good === null ? "amount" : "quantity";
    const amount = row.values[column] as bigint | null | undefined;
    const pledgedOn = row.values["pledgedOn"] as LocalDate;
    const dueOn = row.values["dueOn"] as LocalDate;
    const purpose = textOf(row, "purpose") ?? "";
    const kind = kinds[measure];
    const problems = plan.problems.length;
    if (!amount) complain(column, "REQUIRED");
    else if (amount > maxAmount[measure])
      complain(column, "AMOUNT_TOO_LARGE", { max: String(maxAmount[measure]) });
    if (good !== null && row.values["amount"]) complain("amount", "MONEY_OR_GOODS");
    if (good !== null && [...good].length > 40) complain("good", "GOOD_TOO_LONG");
    if ([...purpose].length > 200) complain("purpose", "TOO_LONG", { max: "200" });
    if (pledgedOn > today) complain("pledgedOn", "DATE_IN_FUTURE");
    if (dueOn < pledgedOn) complain("dueOn", "DUE_BEFORE_OPEN");
    if (!kind) complain(column, "KIND_MISSING");
    if (!paired.has(`${giver.id} ${receiver.id}`)) complain("receiver", "NOT_PAIRED");
    if (plan.problems.length > problems || !kind || !amount) continue;
    const between = { giverId: giver.id, receiverId: receiver.id };
    const key = pledgeKey({ ...between, purpose, good, amount, pledgedOn, dueOn });
    const before = seen.get(key);
    if (before !== undefined) complain("giver", "ROW_TWICE", { row: String(before) });
    else if (state.pledges.has(key)) planning.count("pledges", "unchanged");
    else {
      plan.pledges.push({
        row,
        ...between,
        kindId: kind.id,
        measure,
        good,
        amount,
        purpose,
        pledgedOn,
        dueOn,
      });
      planning.count("pledges", "created");
    }
    seen.set(key, row.row);
  }
}
