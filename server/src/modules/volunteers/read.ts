import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { volunteersVisibleTo } from "./policy.ts";

/** What a person's record comes to. Typed minutes stand apart, and nothing adds the two. */
export type RecordSums = {
  minutes: bigint;
  typedMinutes: bigint;
  waitingMinutes: bigint;
  waitingTypedMinutes: bigint;
  /** Typed hours without a second person: they count nowhere. */
  unsecondedMinutes: bigint;
  sessions: number;
};

export type RecordOwner = {
  id: string;
  cityId: string;
  name: string;
  erasedAt: Date | null;
  /** With the roles of today, for exports. */
  phone: string | null;
};

/** The person whose record the actor reads, or null. */
export function findVolunteer(
  database: Database,
  actor: PersonActor,
  personId: string,
  day: LocalDate,
): Promise<RecordOwner | null> {
  return database.prisma.person.findFirst({
    where: { AND: [{ id: personId, erasedAt: null }, volunteersVisibleTo(actor, day)] },
    select: { id: true, cityId: true, name: true, erasedAt: true, phone: true },
  });
}

/** All sums of a record in one statement. */
export async function sumsOfRecord(
  database: Database,
  { id, cityId }: { id: string; cityId: string },
): Promise<RecordSums> {
  const [sums] = await database.prisma.$queryRaw<[RecordSums]>`
    select
      coalesce(sum(s.minutes) filter (where p.state = 'CONFIRMED' and not s.typed), 0)::bigint as minutes,
      coalesce(sum(s.minutes) filter (where p.state = 'CONFIRMED' and s.typed), 0)::bigint as "typedMinutes",
      coalesce(sum(s.minutes) filter (where p.state in ('WAITING', 'DISPUTED') and not s.typed), 0)::bigint as "waitingMinutes",
      coalesce(sum(s.minutes) filter (where p.state in ('WAITING', 'DISPUTED') and s.typed), 0)::bigint as "waitingTypedMinutes",
      (select coalesce(sum(a.minutes), 0)::bigint from "Attendance" a
        where a."cityId" = ${cityId}::uuid and a."personId" = ${id}::uuid and a.state = 'PRESENT'
          and a.method = 'TYPED' and a."secondedById" is null) as "unsecondedMinutes",
      count(distinct p."reportId") filter (where p.state = 'CONFIRMED')::int as sessions
    from "AttendanceShare" s join "SessionPart" p on p."cityId" = s."cityId" and p.id = s."partId"
    where s."cityId" = ${cityId}::uuid and s."personId" = ${id}::uuid and s.minutes > 0`;
  return sums;
}
