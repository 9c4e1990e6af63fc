import type { Prisma } from "@gongjian/prisma/client";
import { dateOf, fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { personName } from "../organizations/model.ts";
import { openOn } from "../organizations/policy.ts";
import { servedBetween } from "./policy.ts";

/** Whose records leave the house, and of which days. People come by name, never by how much they did. */
export type RecordsOf = {
  people: Prisma.PersonWhereInput;
  from: LocalDate;
  to: LocalDate;
  day: LocalDate;
};

export type PersonLine = {
  name: string;
  phone: string | null;
  organizations: string;
  since: LocalDate | null;
  minutes: bigint;
  typedMinutes: bigint;
};

export type ServiceLine = {
  name: string;
  day: LocalDate;
  activity: string;
  host: string;
  minutes: bigint;
  typed: boolean;
  method: "LIST" | "CODE" | "TYPED";
  state: "WAITING" | "CONFIRMED" | "DISPUTED";
  confirmer: string | null;
  confirmedBy: string | null;
  confirmedOn: LocalDate | null;
};

export type EntryLine = {
  name: string;
  kind: "TRAINING" | "HONOUR" | "EVALUATION";
  day: LocalDate;
  title: string;
  issuer: string | null;
  minutes: bigint | null;
  organization: string;
  enteredBy: string;
  answer: string | null;
};

/** Rows taken at a time. */
const PAGE = 500;

const WHO = { select: { id: true, name: true, erasedAt: true } } as const;
const NAMED = { select: { name: true } } as const;

/** The people themselves, with what is confirmed of them in these days. */
export async function* personLines(database: Database, of: RecordsOf): AsyncGenerator<PersonLine> {
  const { prisma } = database;
  for await (const people of pages((after) =>
    prisma.person.findMany({
      where: { AND: [of.people, { erasedAt: null }] },
      select: {
        id: true,
        name: true,
        erasedAt: true,
        phone: true,
        memberships: {
          where: openOn(of.day),
          select: { startsOn: true, organization: NAMED },
          orderBy: { startsOn: "asc" },
        },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: PAGE,
      skip: after,
    }),
  )) {
    const sums = await prisma.attendanceShare.groupBy({
      by: ["personId", "typed"],
      where: {
        AND: [
          { personId: { in: people.map(({ id }) => id) }, part: { state: "CONFIRMED" } },
          servedBetween(of.from, of.to),
        ],
      },
      _sum: { minutes: true },
    });
    for (const person of people) {
      const sum = (typed: boolean) =>
        sums.find((one) => one.personId === person.id && one.typed === typed)?._sum.minutes ?? 0n;
      const [first] = person.memberships;
      yield {
        name: personName(person),
        phone: person.phone,
        organizations: [...new Set(person.memberships.map(({ organization }) => organization.name))].join(
          "; ",
        ),
        since: first ? fromDbDate(first.startsOn) : null,
        minutes: sum(false),
        typedMinutes: sum(true),
      };
    }
  }
}

/** Their service in these days, reported or confirmed, by person and in the order in which it was written. */
export async function* serviceLines(database: Database, of: RecordsOf): AsyncGenerator<ServiceLine> {
  for await (const rows of pages((after) =>
    database.prisma.attendanceShare.findMany({
      where: {
        AND: [
          { person: { AND: [of.people, { erasedAt: null }] }, minutes: { gt: 0 } },
          { part: { state: { not: "DROPPED" } } },
          servedBetween(of.from, of.to),
        ],
      },
      select: {
        minutes: true,
        typed: true,
        person: WHO,
        attendance: {
          select: {
            method: true,
            session: { select: { startsAt: true, activity: { select: { title: true } } } },
          },
        },
        part: {
          select: {
            state: true,
            confirmedAt: true,
            confirmedBy: WHO,
            confirmedByOrganization: NAMED,
            report: { select: { reportedByOrganization: NAMED } },
          },
        },
      },
      orderBy: [{ person: { name: "asc" } }, { id: "asc" }],
      take: PAGE,
      skip: after,
    }),
  )) {
    for (const { minutes, typed, person, attendance, part } of rows) {
      if (!person || part.state === "DROPPED") continue;
      yield {
        name: personName(person),
        day: dateOf(attendance.session.startsAt),
        activity: attendance.session.activity.title,
        host: part.report.reportedByOrganization.name,
        ...{ minutes, typed, method: attendance.method, state: part.state },
        confirmer: part.confirmedByOrganization?.name ?? null,
        confirmedBy: part.confirmedBy && personName(part.confirmedBy),
        confirmedOn: part.confirmedAt && dateOf(part.confirmedAt),
      };
    }
  }
}

/** What organizations wrote into their records, by person and day; of all days, without what was withdrawn. */
export async function* entryLines(
  database: Database,
  of: RecordsOf,
  kind?: EntryLine["kind"],
): AsyncGenerator<EntryLine> {
  for await (const rows of pages((after) =>
    database.prisma.volunteerEntry.findMany({
      where: {
        person: { AND: [of.people, { erasedAt: null }] },
        withdrawnAt: null,
        ...(kind ? { kind } : {}),
      },
      include: { person: WHO, by: WHO, organization: NAMED },
      orderBy: [{ person: { name: "asc" } }, { onDate: "asc" }, { id: "asc" }],
      take: PAGE,
      skip: after,
    }),
  )) {
    for (const { person, by, organization, onDate, ...entry } of rows) {
      yield {
        ...entry,
        name: personName(person),
        day: fromDbDate(onDate),
        organization: organization.name,
        enteredBy: personName(by),
      };
    }
  }
}

/** Page after page until one is not full. */
async function* pages<Row>(read: (after: number) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after = 0; ; after += PAGE) {
    const rows = await read(after);
    yield rows;
    if (rows.length < PAGE) return;
  }
}
