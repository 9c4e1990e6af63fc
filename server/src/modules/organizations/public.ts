import type { Membership, Organization, Person, Prisma } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import type { Action, OrganizationRef, Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  checkMembership,
  checkOrganization,
  checkPerson,
  cleanCode,
  cleanText,
  isOpenFrom,
  type MembershipRole,
  type OrganizationFields,
  type OrganizationKind,
} from "./model.ts";
import { actions, peopleVisibleTo, visibleTo } from "./policy.ts";

/** What other modules load beside a thing between two sides, to ask the policy about it. */
export const SIDES_INCLUDE = {
  giver: { include: { division: { select: { path: true } } } },
  receiver: { include: { division: { select: { path: true } } } },
} satisfies Prisma.PartnershipInclude;

/** An organization with the place of its division. */
export type PlacedOrganization = Organization & { division: { path: string } };

/** An organization as policy sees it. */
export function refOf(organization: PlacedOrganization): OrganizationRef {
  return { id: organization.id, path: organization.division.path };
}

/** Loads an organization that the actor may know of; not found otherwise. The system sees its whole city. */
export async function loadOrganization(
  tx: Transaction,
  actor: Actor,
  id: string,
): Promise<PlacedOrganization> {
  const scope: Prisma.OrganizationWhereInput =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const organization = await tx.organization.findFirst({
    where: { AND: [{ id }, scope] },
    include: { division: { select: { path: true } } },
  });
  if (!organization) throw Rejection.notFound();
  return organization;
}

const PLACED = {
  include: { division: { select: { path: true } } },
} satisfies Prisma.MembershipInclude["organization"];

/** A membership with its organization and the place of that. */
export type PlacedMembership = Membership & { organization: PlacedOrganization };

/** A person with all roles, past ones included. */
export type PersonWithRoles = Person & { memberships: PlacedMembership[] };

/** What the policy needs to know of an organization, and of the people in it. */
export function organizationSubject(organization: PlacedOrganization): Subject {
  return { cityId: organization.cityId, organization: refOf(organization) };
}

type PeopleReader = Pick<Command, "tx" | "actor" | "today">;

function peopleScope({ actor, today }: PeopleReader): Prisma.PersonWhereInput {
  if (actor.kind === "PERSON") return peopleVisibleTo(actor, today);
  return actor.cityId === null ? {} : { cityId: actor.cityId };
}

/** Loads a person whom the actor may see, with all roles; not found otherwise, and for an erased one. */
export async function loadPerson(command: PeopleReader, id: string): Promise<PersonWithRoles> {
  const person = await command.tx.person.findFirst({
    where: { AND: [{ id, erasedAt: null }, peopleScope(command)] },
    include: { memberships: { include: { organization: PLACED }, orderBy: { startsOn: "desc" } } },
  });
  if (!person) throw Rejection.notFound();
  return person;
}

/** Loads a membership of a person whom the actor may see; not found otherwise. */
export async function loadMembership(command: PeopleReader, id: string): Promise<PlacedMembership> {
  const membership = await command.tx.membership.findFirst({
    where: { AND: [{ id }, { person: peopleScope(command) }] },
    include: { organization: PLACED },
  });
  if (!membership) throw Rejection.notFound();
  return membership;
}

/**
 * Refuses unless the actor manages the person: every organization in which the person has a role now or later, or the
 * last one when there is none. Who manages only a part of what a person is would else reach the rest through them.
 */
export function requirePersonManager(
  command: Command,
  person: PersonWithRoles,
  action: Action = actions["people.manage"],
): void {
  const open = person.memberships.filter(({ endsOn, startsOn }) =>
    isOpenFrom({ startsOn: fromDbDate(startsOn), endsOn: endsOn && fromDbDate(endsOn) }, command.today),
  );
  const managed = open.length > 0 ? open : person.memberships.slice(0, 1);
  if (managed.length === 0) throw Rejection.forbidden();
  for (const { organization } of managed) command.require(action, organizationSubject(organization));
}

/** A division of the city in which organizations may sit now; a complaint about `divisionId` otherwise. */
export async function loadSeat(command: Command, cityId: string, divisionId: number) {
  const city = await command.tx.city.findUniqueOrThrow({
    where: { id: cityId },
    select: { division: { select: { path: true } } },
  });
  const division = await command.tx.division.findFirst({
    where: {
      id: divisionId,
      path: { startsWith: city.division.path },
      OR: [{ endedOn: null }, { endedOn: { gte: toDbDate(command.today) } }],
    },
  });
  if (!division) throw Rejection.validation([{ path: ["divisionId"], code: "DIVISION_NOT_IN_CITY" }]);
  return division;
}

/** What people fill in of an organization. */
export type OrganizationInput = {
  kind: OrganizationKind;
  name: string;
  shortName?: string | null;
  divisionId: number;
  creditCode?: string | null;
  unitClass?: string | null;
  parentId?: string | null;
  residents?: number | null;
  address?: string | null;
  phone?: string | null;
};

/** The columns of an organization as they are stored. */
export function cleanOrganization(
  input: Omit<OrganizationInput, "divisionId" | "parentId">,
): OrganizationFields {
  return {
    kind: input.kind,
    name: cleanText(input.name),
    shortName: cleanText(input.shortName),
    creditCode: cleanCode(input.creditCode),
    unitClass: cleanText(input.unitClass),
    residents: input.residents ?? null,
    address: cleanText(input.address),
    phone: cleanCode(input.phone),
  };
}

/**
 * Writes an organization, inside the caller's command, which has asked the policy.
 *
 * @throws Rejection by field; CREDIT_CODE_IN_USE, NAME_IN_USE.
 */
export async function writeOrganization(
  command: Command,
  cityId: string,
  input: OrganizationInput & { startedOn?: LocalDate | null },
): Promise<PlacedOrganization> {
  const division = await loadSeat(command, cityId, input.divisionId);
  const fields = cleanOrganization(input);
  const problems = checkOrganization(fields, division.level);
  if (problems.length > 0) throw Rejection.validation(problems);
  return command.tx.organization.create({
    data: {
      ...fields,
      name: fields.name ?? "",
      id: command.newId(),
      cityId,
      divisionId: division.id,
      parentId: input.parentId ?? null,
      startedOn: toDbDate(input.startedOn ?? command.today),
    },
    include: { division: { select: { path: true } } },
  });
}

/** Writes a person, inside the caller's command, which has asked the policy. */
export async function writePerson(
  command: Command,
  cityId: string,
  input: { name: string; phone?: string | null },
): Promise<string> {
  const name = cleanText(input.name);
  const phone = cleanCode(input.phone);
  const problems = checkPerson({ name, phone });
  if (problems.length > 0) throw Rejection.validation(problems);
  const id = command.newId();
  await command.tx.person.create({ data: { id, cityId, name: name ?? "", phone } });
  return id;
}

/**
 * Gives a person a role, inside the caller's command, which has asked the policy.
 *
 * @throws Rejection ROLE_OVERLAP when the person has that role there already.
 */
export async function writeMembership(
  command: Command,
  organization: Pick<Organization, "id" | "cityId" | "kind">,
  input: { personId: string; role: MembershipRole; title?: string | null; startsOn?: LocalDate | null },
): Promise<string> {
  const startsOn = input.startsOn ?? command.today;
  const title = cleanText(input.title);
  // Whoever ends the organization, and the roles in it, waits for this, or this for them.
  await lockRows(command.tx, "Organization", [organization.id]);
  const { endedOn } = await command.tx.organization.findUniqueOrThrow({ where: { id: organization.id } });
  const problems = checkMembership({
    kind: organization.kind,
    role: input.role,
    title,
    startsOn,
    organizationEndedOn: endedOn && fromDbDate(endedOn),
  });
  if (problems.length > 0) throw Rejection.validation(problems);
  const id = command.newId();
  await command.tx.membership.create({
    data: {
      id,
      cityId: organization.cityId,
      personId: input.personId,
      organizationId: organization.id,
      role: input.role,
      title,
      startsOn: toDbDate(startsOn),
    },
  });
  return id;
}

/** Columns of an organization that change together, already checked; the version is raised. */
export type OrganizationChange = Partial<
  Pick<
    Organization,
    "name" | "shortName" | "creditCode" | "unitClass" | "residents" | "address" | "phone" | "divisionId"
  >
>;

/**
 * Writes many organizations, people and roles at once, inside the caller's command, which has checked each of them by the model
 * and asked the policy. CREDIT_CODE_IN_USE, NAME_IN_USE, ROLE_OVERLAP as for one.
 */
export async function writeMany(
  command: Command,
  rows: {
    organizations?: readonly Organization[];
    changes?: readonly { id: string; data: OrganizationChange }[];
    people?: readonly Person[];
    memberships?: readonly Membership[];
    titles?: readonly { id: string; title: string }[];
  },
): Promise<void> {
  const { tx } = command;
  const { organizations = [], changes = [], people = [], memberships = [], titles = [] } = rows;
  const version = { increment: 1 };
  if (organizations.length > 0) await tx.organization.createMany({ data: [...organizations] });
  for (const { id, data } of changes)
    await tx.organization.update({ where: { id }, data: { ...data, version } });
  if (people.length > 0) await tx.person.createMany({ data: [...people] });
  if (memberships.length > 0) await tx.membership.createMany({ data: [...memberships] });
  for (const { id, title } of titles) await tx.membership.update({ where: { id }, data: { title, version } });
}
