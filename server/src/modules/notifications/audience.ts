import type { MembershipRole } from "@gongjian/prisma/client";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { EventDeclaration, EventPayload } from "../../kernel/events.ts";

/** A role open on the day of an event. */
type Role = { personId: string; role: MembershipRole; organizationId: string };

/** What an event needs to find its people. */
export type Told = { event: EventDeclaration; payload: EventPayload; cityId: string; day: LocalDate };

/** Who hears of one event: by a notification, and by a live update of open screens. */
export type Hearers = { notified: string[]; live: string[] };

/** The people of some organizations and of the offices over them, read at once for a batch of events. */
export type People = {
  rolesOf(organizationId: string, day: LocalDate): Role[];
  /** Offices whose territory covers the organization. */
  officesOver(organizationId: string, day: LocalDate): Role[];
};

type MemberRow = Role & { startsOn: string; endsOn: string | null };
type OfficeRow = MemberRow & { coveredId: string };

/** Reads the people around all sides of a batch in two statements. */
export async function readPeople(tx: Transaction, batch: readonly Told[]): Promise<People> {
  const ids = [...new Set(batch.flatMap(({ payload }) => sidesOf(payload)))];
  const members = await tx.$queryRaw<MemberRow[]>`
    select m."personId", m."role"::text as "role", m."organizationId", m."startsOn"::text as "startsOn", m."endsOn"::text as "endsOn"
    from "Membership" m join "Person" p on p."cityId" = m."cityId" and p.id = m."personId" and p."erasedAt" is null
    where m."organizationId" = any(${ids}::uuid[])`;
  const officers = await tx.$queryRaw<OfficeRow[]>`
    select covered.id as "coveredId", m."personId", m."role"::text as "role", m."organizationId",
      m."startsOn"::text as "startsOn", m."endsOn"::text as "endsOn"
    from "Organization" covered
    join "Division" place on place.id = covered."divisionId"
    join "Organization" office on office."cityId" = covered."cityId" and office."kind" = 'OFFICE'
    join "Division" territory on territory.id = office."divisionId" and starts_with(place."path", territory."path")
    join "Membership" m on m."cityId" = office."cityId" and m."organizationId" = office.id
    join "Person" p on p."cityId" = m."cityId" and p.id = m."personId" and p."erasedAt" is null
    where covered.id = any(${ids}::uuid[])`;
  const byOrganization = Map.groupBy(members, (row) => row.organizationId);
  const byCovered = Map.groupBy(officers, (row) => row.coveredId);
  const openOn = (rows: MemberRow[] | undefined, day: LocalDate) =>
    (rows ?? []).filter((row) => row.startsOn <= day && (row.endsOn === null || row.endsOn >= day));
  return {
    rolesOf: (id, day) => openOn(byOrganization.get(id), day),
    officesOver: (id, day) => openOn(byCovered.get(id), day),
  };
}

/** Who hears of an event. Who acted gets no notification, but their other screens are refreshed. */
export function hearersOf(
  { event, payload, day }: Told,
  people: People,
  actorPersonId: string | null,
): Hearers {
  const notified = event.audience.flatMap((audience): string[] => {
    if (audience.of === "PERSONS") return payload.personIds ?? [];
    const organizationId = {
      GIVER: payload.giverId,
      RECEIVER: payload.receiverId,
      ATTESTOR: payload.attestorId,
      ORGANIZATION: payload.organizationId,
      OFFICE_OVER_RECEIVER: payload.receiverId,
    }[audience.of];
    if (organizationId === undefined) return [];
    const roles =
      audience.of === "OFFICE_OVER_RECEIVER"
        ? people.officesOver(organizationId, day)
        : people.rolesOf(organizationId, day);
    return roles.filter(({ role }) => audience.roles.includes(role)).map(({ personId }) => personId);
  });
  const live = event.live
    ? sidesOf(payload).flatMap((id) =>
        [...people.rolesOf(id, day), ...people.officesOver(id, day)].map(({ personId }) => personId),
      )
    : [];
  return {
    notified: [...new Set(notified)].filter((personId) => personId !== actorPersonId),
    live: [...new Set(live)],
  };
}

function sidesOf({ giverId, receiverId, attestorId, organizationId }: EventPayload): string[] {
  return [giverId, receiverId, attestorId, organizationId].filter((id) => id !== undefined);
}
