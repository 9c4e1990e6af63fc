import type { Membership, MembershipRole, Person } from "@gongjian/prisma/client";
import { toDbDate } from "../../kernel/clock.ts";
import { checkMembership, checkPerson, cleanCode, cleanText } from "../organizations/model.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import type { Planning } from "./plan.ts";
import { textOf, type WorkbookRow } from "./read-workbook.ts";

const KINDS = ["PARTNER_UNIT", "COMMUNITY", "OFFICE", "TEAM"];

/** People and their roles: the same by name, phone, organization and role. */
export function planPeople(planning: Planning, rows: readonly WorkbookRow[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const text = textOf(row, "organization") ?? "";
    const found = planning.directory.organization(text, KINDS);
    if ("none" in found) {
      // Its own row says what is wrong.
      if (
        found.none === "UNKNOWN_ORGANIZATION" &&
        planning.listed.has(text) &&
        planning.plan.problems.length > 0
      )
        continue;
      planning.complain("people", row, "organization", found.none, { text });
      continue;
    }
    const organization = found.one;
    const name = cleanText(textOf(row, "name"));
    const phone = cleanCode(textOf(row, "phone"));
    const title = cleanText(textOf(row, "title"));
    const role = textOf(row, "role") as MembershipRole;
    const problems = [
      ...checkPerson({ name, phone }),
      ...checkMembership({
        kind: organization.kind,
        role,
        title,
        startsOn: planning.today,
        organizationEndedOn: null,
      }),
    ];
    for (const { path, code, params } of problems)
      planning.complain("people", row, path[0] ?? null, code, params);
    if (problems.length > 0) continue;
    const key = [name, phone, organization.id, role].join("\n");
    const before = seen.get(key);
    if (before !== undefined) {
      planning.complain("people", row, "name", "ROW_TWICE", { row: String(before) });
      continue;
    }
    seen.set(key, row.row);
    const person = personOf(planning, row, { name: name ?? "", phone }, organization);
    if (person) giveRole(planning, person, organization, role, title);
  }
}

/** The person whom a row means: by name and phone; without a phone by name in the organization. A new one when there is none. */
function personOf(
  planning: Planning,
  row: WorkbookRow,
  { name, phone }: { name: string; phone: string | null },
  organization: PlacedOrganization,
): Person | null {
  const { directory, plan, state, now } = planning;
  const named = directory.people(name);
  const here = (person: Person) =>
    directory.roles(person.id).some(({ organizationId }) => organizationId === organization.id);
  const same = phone === null ? named.filter(here) : named.filter((person) => person.phone === phone);
  if (same.length > 1) {
    planning.complain("people", row, phone === null ? "phone" : "name", "AMBIGUOUS_PERSON", { text: name });
    return null;
  }
  if (same[0]) return same[0];
  const person: Person = {
    id: planning.newId(),
    cityId: state.cityId,
    name,
    phone,
    erasedAt: null,
    createdAt: now,
    version: 0,
  };
  plan.newPeople.push(person);
  directory.addPerson(person);
  return person;
}

function giveRole(
  planning: Planning,
  person: Person,
  organization: PlacedOrganization,
  role: MembershipRole,
  title: string | null,
): void {
  const { directory, plan, state, now, today } = planning;
  const held = directory
    .roles(person.id)
    .find(
      (one) => one.organizationId === organization.id && one.role === role && one.startsOn <= toDbDate(today),
    );
  if (!held) {
    const membership: Membership = {
      id: planning.newId(),
      cityId: state.cityId,
      personId: person.id,
      organizationId: organization.id,
      role,
      title,
      startsOn: toDbDate(today),
      endsOn: null,
      createdAt: now,
      version: 0,
    };
    plan.newMemberships.push(membership);
    directory.addMembership(membership);
    planning.count("people", "created");
  } else if (title !== null && held.title !== title) {
    plan.changedMemberships.push({ id: held.id, title });
    planning.count("people", "changed");
  } else planning.count("people", "unchanged");
}
