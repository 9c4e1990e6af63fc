import { addDays, earlier, type LocalDate, later } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import type { DivisionLevel } from "../divisions/model.ts";

/** Organizations, the people in them and their roles: what is allowed, as pure functions. */

export type OrganizationKind = "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM";
export type MembershipRole =
  | "LEADER"
  | "MANAGER"
  | "COORDINATOR"
  | "AUDITOR"
  | "LIAISON"
  | "GRID_MEMBER"
  | "MEMBER";

/** Which roles there are in an organization of each kind. */
export const rolesOf: Readonly<Record<OrganizationKind, readonly MembershipRole[]>> = {
  OFFICE: ["LEADER", "MANAGER", "COORDINATOR", "AUDITOR"],
  PARTNER_UNIT: ["LEADER", "MANAGER", "LIAISON", "MEMBER"],
  COMMUNITY: ["MANAGER", "LIAISON", "GRID_MEMBER", "MEMBER"],
  TEAM: ["MANAGER", "LIAISON", "MEMBER"],
};

/** Who may speak for a side of a partnership and so take over from a liaison. */
const liaisonRoles: readonly MembershipRole[] = ["LIAISON", "MANAGER"];

// A unit or a team may sit anywhere. An office's division is its territory, a community's is the community itself.
const levelsOf: Readonly<Partial<Record<OrganizationKind, readonly DivisionLevel[]>>> = {
  OFFICE: ["PROVINCE", "CITY", "COUNTY", "STREET", "ZONE"],
  COMMUNITY: ["COMMUNITY", "ZONE"],
};

const longest = {
  name: 100,
  shortName: 40,
  unitClass: 40,
  address: 200,
  title: 60,
  personName: 50,
  note: 500,
} as const;
const MOST_RESIDENTS = 10_000_000;
const PHONE = /^\+?[0-9][0-9 -]{3,18}[0-9]$/;
const CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Text as it is stored: composed, without spaces at its ends; null when nothing is left. */
export function cleanText(text: string | null | undefined): string | null {
  const clean = text?.normalize("NFC").trim() ?? "";
  return clean === "" ? null : clean;
}

/** A phone number or a credit code as it is stored: full-width digits and letters become plain ones. */
export function cleanCode(text: string | null | undefined): string | null {
  return cleanText(text?.normalize("NFKC").toUpperCase());
}

/** Whether 18 characters are a unified social credit code with its right check character (GB 32100). */
export function isCreditCode(code: string): boolean {
  const values = [...code].map((character) => CREDIT_CODE_CHARACTERS.indexOf(character));
  const check = values[17];
  if (values.length !== 18 || check === undefined || values.includes(-1)) return false;
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return (31 - (sum % 31)) % 31 === check;
}

/** The columns of an organization that people fill in, cleaned. */
export type OrganizationFields = {
  kind: OrganizationKind;
  name: string | null;
  shortName: string | null;
  creditCode: string | null;
  unitClass: string | null;
  residents: number | null;
  address: string | null;
  phone: string | null;
};

/** What is wrong with an organization at a division of a level, by field; empty when nothing is. */
export function checkOrganization(fields: OrganizationFields, level: DivisionLevel): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const levels = levelsOf[fields.kind];
  if (levels && !levels.includes(level)) problems.push({ path: ["divisionId"], code: "LEVEL_NOT_FOR_KIND" });
  problems.push(
    ...checkText("name", fields.name, longest.name, true),
    ...checkText("shortName", fields.shortName, longest.shortName),
    ...checkText("unitClass", fields.unitClass, longest.unitClass),
    ...checkText("address", fields.address, longest.address),
    ...checkPhone(fields.phone),
  );
  if (fields.creditCode !== null && !isCreditCode(fields.creditCode)) {
    problems.push({ path: ["creditCode"], code: "CREDIT_CODE_WRONG" });
  }
  if (fields.residents !== null && (fields.residents < 0 || fields.residents > MOST_RESIDENTS)) {
    problems.push({
      path: ["residents"],
      code: "OUT_OF_RANGE",
      params: { min: "0", max: String(MOST_RESIDENTS) },
    });
  }
  return problems;
}

/** What is wrong with a person's name and phone, by field. */
export function checkPerson(person: { name: string | null; phone: string | null }): FieldProblem[] {
  return [...checkText("name", person.name, longest.personName, true), ...checkPhone(person.phone)];
}

/** What is wrong with a role in an organization of a kind, by field. */
export function checkMembership(at: {
  kind: OrganizationKind;
  role: MembershipRole;
  title: string | null;
  startsOn: LocalDate;
  organizationEndedOn: LocalDate | null;
}): FieldProblem[] {
  const problems = checkText("title", at.title, longest.title);
  if (!rolesOf[at.kind].includes(at.role)) {
    problems.push({ path: ["role"], code: "ROLE_NOT_FOR_KIND", params: { kind: at.kind } });
  }
  if (at.organizationEndedOn !== null && at.organizationEndedOn <= at.startsOn) {
    problems.push({ path: ["startsOn"], code: "ORGANIZATION_ENDED" });
  }
  return problems;
}

/** What is wrong with a handover's note. */
export function checkNote(note: string | null): FieldProblem[] {
  return checkText("note", note, longest.note);
}

function checkText(field: string, text: string | null, max: number, isRequired = false): FieldProblem[] {
  if (text === null) return isRequired ? [{ path: [field], code: "REQUIRED" }] : [];
  return [...text].length > max ? [{ path: [field], code: "TOO_LONG", params: { max: String(max) } }] : [];
}

function checkPhone(phone: string | null): FieldProblem[] {
  return phone !== null && !PHONE.test(phone) ? [{ path: ["phone"], code: "PHONE_WRONG" }] : [];
}

/**
 * What a person is called everywhere: the name, or once the person was erased words that say so with a short code, so that two
 * of them can be told apart. The only place that decides it. Like the names beside it, it is Chinese in every language.
 */
export function personName(person: { id: string; name: string; erasedAt: Date | null }): string {
  return person.erasedAt === null && person.name !== "" ? person.name : `已注销人员 #${person.id.slice(-6)}`;
}

/** The days on which a role or an assignment holds; `endsOn` null while open. */
export type Term = { startsOn: LocalDate; endsOn: LocalDate | null };

/** Whether a term holds on a day. */
export function isOpenOn(term: Term, day: LocalDate): boolean {
  return term.startsOn <= day && (term.endsOn === null || term.endsOn >= day);
}

/** Whether a term holds on that day or on a later one. */
export function isOpenFrom(term: Term, day: LocalDate): boolean {
  return term.endsOn === null || (term.endsOn >= day && term.endsOn >= term.startsOn);
}

/** Whether someone with this membership may take over from a liaison on that day. */
export function maySucceed(membership: Term & { role: MembershipRole }, day: LocalDate): boolean {
  return liaisonRoles.includes(membership.role) && isOpenOn(membership, day);
}

/** One assignment as a handover leaves it: where the predecessor's ends, and the successor's term. */
export type HandedAssignment = { id: string; endsOn: LocalDate; successor: Term };

/**
 * What a handover from a day does to the assignments of the predecessor: those that hold then or later end the day
 * before (or before they began) and go on with the successor; earlier ones stay history.
 */
export function planHandover(
  assignments: readonly (Term & { id: string })[],
  day: LocalDate,
): HandedAssignment[] {
  return assignments
    .filter((assignment) => isOpenFrom(assignment, day))
    .map(({ id, startsOn, endsOn }) => {
      const takesOver = later(startsOn, day);
      return { id, endsOn: addDays(takesOver, -1), successor: { startsOn: takesOver, endsOn } };
    });
}

/** The last day of a membership when its organization ends: never later than it already was. */
export function endWithOrganization(membership: Term, organizationEndsOn: LocalDate): LocalDate {
  const last =
    membership.endsOn === null ? organizationEndsOn : earlier(membership.endsOn, organizationEndsOn);
  // One that would only begin later never holds: it ends the day before it begins.
  return later(last, addDays(membership.startsOn, -1));
}

/**
 * Whether ending a membership would leave the city's own office without a manager on the day after.
 * `managers` are all the MANAGER memberships of offices at the city's root.
 */
export function leavesNoManager(
  managers: readonly (Term & { id: string })[],
  ending: { ids: ReadonlySet<string>; endsOn: LocalDate },
): boolean {
  if (!managers.some(({ id }) => ending.ids.has(id))) return false;
  const dayAfter = addDays(ending.endsOn, 1);
  return !managers.some((manager) => !ending.ids.has(manager.id) && isOpenOn(manager, dayAfter));
}
