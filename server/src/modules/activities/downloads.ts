import type { Readable } from "node:stream";
import { dateOf } from "../../kernel/clock.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { isId } from "../../kernel/ids.ts";
import { CSV, XLSX } from "../../kernel/media-types.ts";
import { Rejection } from "../../kernel/result.ts";
import { count, type Table, type TableColumn, text } from "../../kernel/table.ts";
import { csvOf } from "../../kernel/table-csv.ts";
import { xlsxOf } from "../../kernel/table-xlsx.ts";
import { fill, localeOf } from "../../kernel/words.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { personName } from "../organizations/model.ts";
import { deskOf, sessionsVisibleTo } from "./policy.ts";
import { whenParams } from "./tell.ts";
import { whenText } from "./when-text.ts";
import { type ActivityWords, words } from "./words.ts";

type ListRow = {
  number: number;
  name: string;
  phone: string | null;
  from: string;
  state: "SIGNED" | "WAITING";
  at: Date;
};

/** A page of it fits on the board beside the door; more than any session has. */
const MOST_ROWS = 20_000;

function columnsOf(w: ActivityWords["list"]): TableColumn<ListRow>[] {
  const { columns } = w;
  return [
    { head: columns.number, width: 6, cell: ({ number }) => count(number) },
    { head: columns.name, width: 14, cell: ({ name }) => text(name) },
    { head: columns.phone, width: 16, cell: ({ phone }) => text(phone) },
    { head: columns.from, width: 26, cell: ({ from }) => text(from) },
    { head: columns.state, width: 10, cell: ({ state }) => text(w.states[state]) },
    {
      head: columns.at,
      width: 18,
      cell: ({ at }) => {
        const { day, when } = whenParams(at);
        return text(`${day} ${when}`);
      },
    },
    { head: columns.signature, width: 16, cell: () => null },
  ];
}

/**
 * Who comes to a session, then who waits, each in the order of coming: the list that its host prints. For the desks of the hosts
 * alone; the chain says who took it away.
 *
 * @throws Rejection NOT_FOUND for a session that is not hosted by the actor's desk.
 */
async function signupTable(ctx: DownloadContext, format: string, query: Record<string, string>) {
  const { actor, database, clock } = ctx;
  const { prisma } = database;
  const id = (query["session"] ?? "").replace(/^ActivitySession:/, "");
  const locale = localeOf(query["locale"]);
  const w = words[locale].list;
  const session = isId(id)
    ? await prisma.activitySession.findFirst({
        where: {
          AND: [
            { id },
            sessionsVisibleTo(actor),
            { activity: { hosts: { some: { leftAt: null, organizationId: { in: deskOf(actor) } } } } },
          ],
        },
        include: { activity: { select: { id: true, title: true } }, seats: true },
      })
    : null;
  if (!session) throw Rejection.notFound();
  await recordReading(ctx, {
    what: "export",
    subjectIds: [session.id, session.activityId],
    payload: { of: "signups", format, sessionId: session.id },
  });
  const signups = await prisma.signup.findMany({
    where: { sessionId: session.id, state: { not: "CANCELLED" } },
    orderBy: [{ state: "asc" }, { arrival: "asc" }],
    take: MOST_ROWS,
    include: {
      guest: { select: { name: true, phone: true } },
      person: {
        select: {
          id: true,
          name: true,
          erasedAt: true,
          phone: true,
          memberships: {
            orderBy: { startsOn: "desc" },
            take: 1,
            select: { organization: { select: { name: true } } },
          },
        },
      },
    },
  });
  const rows = signups.map(
    ({ person, guest, state, at }, position): ListRow => ({
      number: position + 1,
      name: person ? personName(person) : (guest?.name ?? w.forgotten),
      phone: person?.phone ?? guest?.phone ?? null,
      from: person ? (person.memberships[0]?.organization.name ?? "") : w.outside,
      state: state === "SIGNED" ? "SIGNED" : "WAITING",
      at,
    }),
  );
  const head = await chainHeadOf(prisma, actor.cityId);
  const now = clock.now();
  const made = whenParams(now);
  const { about } = w;
  const counts = { signed: session.seats?.signed ?? 0, waiting: session.seats?.waiting ?? 0 };
  const table: Table<ListRow> = {
    name: w.sheet,
    columns: columnsOf(w),
    rows: each(rows),
    notes: {
      name: w.notes,
      lines: () => [
        [about.activity, session.activity.title],
        [about.when, whenText(locale, session)],
        [about.place, session.place],
        [about.count, fill(about.counts, counts)],
        [about.at, `${made.day} ${made.when}`],
        [about.chain, head ? fill(about.chainHead, { seq: head.seq, hash: head.hash }) : about.chainNone],
      ],
    },
  };
  return { table, name: `${w.file}-${dateOf(session.startsAt)}.${format}` };
}

async function* each(rows: readonly ListRow[]): AsyncGenerator<ListRow> {
  yield* rows;
}

function list(
  format: string,
  mediaType: string,
  write: (table: Table<ListRow>) => Readable,
): DownloadDeclaration {
  return {
    path: `signups.${format}`,
    async open(ctx, query) {
      const { table, name } = await signupTable(ctx, format, query);
      return { fileName: name, mediaType, body: write(table) };
    },
  };
}

/** The files that this module makes. */
export const downloads: readonly DownloadDeclaration[] = [
  list("csv", CSV, csvOf),
  list("xlsx", XLSX, xlsxOf),
];
