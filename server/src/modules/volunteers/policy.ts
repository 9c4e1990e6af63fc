import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { addDays, type LocalDate, startOfDay } from "../../kernel/clock.ts";
import { defineActions } from "../../kernel/policy.ts";
import { openOn } from "../organizations/policy.ts";

export const actions = defineActions({
  /** One's own record and certificates. */
  "volunteer.own": { kind: "write", who: [{ as: "SIGNED_IN" }] },
  /** Training, honours, evaluation of the organization's people. */
  "volunteer.enter": { kind: "write", who: [{ as: "ORGANIZATION", roles: ["MANAGER"] }] },
  "volunteer.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "OFFICE", over: "ORGANIZATION", roles: ["LEADER", "MANAGER", "COORDINATOR", "AUDITOR"] },
    ],
  },
  "volunteer.export": {
    kind: "export",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "OFFICE", over: "ORGANIZATION", roles: ["LEADER", "MANAGER", "COORDINATOR", "AUDITOR"] },
    ],
  },
});

/** Organizations whose people's records the actor reads: where it is MANAGER, and those of its territory. */
function lookedAfterBy(actor: PersonActor): Prisma.OrganizationWhereInput {
  const managed = actor.memberships.filter(({ role }) => role === "MANAGER");
  return {
    cityId: actor.cityId,
    OR: [
      { id: { in: managed.map(({ organizationId }) => organizationId) } },
      ...territories(actor).map((path) => ({ division: { path: { startsWith: path } } })),
    ],
  };
}

/** People whose record the actor reads on a day: oneself, and those with a role in an organization it looks after. */
export function volunteersVisibleTo(actor: PersonActor, day: LocalDate): Prisma.PersonWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { id: actor.personId },
      { memberships: { some: { ...openOn(day), organization: lookedAfterBy(actor) } } },
    ],
  };
}

/** Lines of service that the actor may see: of people whose record it reads, without those that a later report took away. */
export function servedVisibleTo(actor: PersonActor, day: LocalDate): Prisma.AttendanceShareWhereInput {
  return { cityId: actor.cityId, minutes: { gt: 0 }, person: volunteersVisibleTo(actor, day) };
}

/** Entries that the actor may see; what was withdrawn only for the person and the organization that wrote it. */
export function entriesVisibleTo(actor: PersonActor, day: LocalDate): Prisma.VolunteerEntryWhereInput {
  return { cityId: actor.cityId, person: volunteersVisibleTo(actor, day) };
}

/** Certificates of the actor alone: whoever else holds a code checks it on the public page. */
export function certificatesVisibleTo(actor: PersonActor): Prisma.ServiceCertificateWhereInput {
  return { cityId: actor.cityId, personId: actor.personId };
}

/** Between two days, both included, by the day on which a session began in Shanghai. */
export function servedBetween(from: LocalDate, to: LocalDate): Prisma.AttendanceShareWhereInput {
  return {
    attendance: {
      session: {
        startsAt: { gte: startOfDay(from), lt: startOfDay(addDays(to, 1)) },
      },
    },
  };
}
