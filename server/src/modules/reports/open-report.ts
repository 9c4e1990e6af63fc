import type { PersonActor } from "../../kernel/actor.ts";
import { type Clock, dateOf, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { can, type Grant } from "../../kernel/policy.ts";
import { isArea, type ReadyFrame, readyFrame, rowsInScope } from "./frame.ts";
import { actions } from "./policy.ts";
import { readFrame, readRows } from "./read.ts";
import type { PeriodReport, ReportFact, ScopeRef } from "./report.ts";
import { factsOf, reportOf } from "./report-of.ts";
import type { Place, ReportRows } from "./rows-of-report.ts";

/** Who asks, and against which database and clock. */
export type ReportContext = { database: Pick<Database, "prisma">; clock: Clock; actor: PersonActor };

/** A report with how it came to be. */
export type OpenedReport = {
  report: PeriodReport;
  /** Set when it was fixed by sealing; `id` is the stored report's. */
  sealed: { id: string; at: Date; sha256: string } | null;
  /** Under which role it is read. */
  grant: Grant;
};

/** What is asked for, as far as the actor may read it. */
type Asked = {
  ref: ScopeRef;
  cityId: string;
  periodId: string;
  sealedAt: Date | null;
  stored: { id: string; body: string; sha256: string } | null;
  places: Place[] | null;
  grant: Grant;
};

type AskedRow = {
  sealedAt: Date | null;
  organizationKind: string | null;
  path: string | null;
  level: string | null;
  reportId: string | null;
  body: string | null;
  sha256: string | null;
  places: Place[] | null;
};

/** Finds what is asked for, in one statement; null when there is no such thing or it is not the actor's to read. */
async function findAsked(
  { database, actor }: ReportContext,
  ref: ScopeRef,
  periodId: string,
  withPlaces: boolean,
): Promise<Asked | null> {
  const { cityId } = actor;
  const organizationId = ref.scope === "UNIT" || ref.scope === "COMMUNITY" ? ref.id : null;
  const divisionId = ref.scope === "DISTRICT" ? Number(ref.id) : null;
  const [row] = await database.prisma.$queryRaw<AskedRow[]>`
    select p."sealedAt", o.kind::text as "organizationKind", coalesce(od.path, d.path) as path, d.level::text as level,
      s.id as "reportId", s.body, s.sha256, case when ${withPlaces} then
        (select c.places from "SealedReport" c where c."cityId" = p."cityId" and c."periodId" = p.id and c.scope = 'CITY') end as places
    from "Period" p
    left join "Organization" o on o."cityId" = p."cityId" and o.id = ${organizationId}::uuid
    left join "Division" od on od.id = o."divisionId"
    left join "Division" d on d.id = ${divisionId}::int
    left join "SealedReport" s on s."cityId" = p."cityId" and s."periodId" = p.id and s.scope = ${ref.scope}::"ReportScope" and s."subjectId" = ${ref.id}
    where p."cityId" = ${cityId}::uuid and p.id = ${periodId}::uuid`;
  const grant = row ? mayRead(actor, ref, row) : null;
  if (!row || !grant) return null;
  const { reportId: id, body, sha256 } = row;
  const stored = id !== null && body !== null && sha256 !== null ? { id, body, sha256 } : null;
  return { ref, cityId, periodId, sealedAt: row.sealedAt, stored, places: row.places, grant };
}

/** Under which role the actor reads the report; null when it is none of the actor's, or no such report exists. */
function mayRead(actor: PersonActor, ref: ScopeRef, row: AskedRow): Grant | null {
  const { cityId, cityPath } = actor;
  if (ref.scope === "CITY")
    return ref.id === cityId ? can(actor, actions["report.readCity"], { cityId }) : null;
  const { path, level, organizationKind } = row;
  if (path === null || !path.startsWith(cityPath)) return null;
  const wanted = { UNIT: "PARTNER_UNIT", COMMUNITY: "COMMUNITY" } as const;
  if (ref.scope === "DISTRICT") {
    if (level === null || !isArea(level)) return null;
    return can(actor, actions["report.read"], { cityId, organization: { id: "", path } });
  }
  if (organizationKind !== wanted[ref.scope]) return null;
  return can(actor, actions["report.read"], { cityId, organization: { id: ref.id, path } });
}

/** The rows and the frame behind a report: live, or as they were known when the period was sealed. */
async function readFor(
  { database: { prisma }, clock }: ReportContext,
  { ref, cityId, periodId, sealedAt, places }: Asked,
): Promise<{ ready: ReadyFrame; rows: ReportRows }> {
  const frame = await readFrame(prisma, { cityId, periodId, ref, at: sealedAt, places });
  const ready = readyFrame(frame, sealedAt === null ? today(clock) : dateOf(sealedAt));
  const rows = await readRows(prisma, frame, ref, sealedAt);
  return { ready, rows: rowsInScope(ready, ref, rows) };
}

/**
 * The report of a scope over a period: as it was sealed, or computed of what is known now. Null when there is none or it is not
 * the actor's to read. A sealed period's report of what did not exist at its sealing is computed as of that instant.
 */
export async function openReport(
  ctx: ReportContext,
  ref: ScopeRef,
  periodId: string,
): Promise<OpenedReport | null> {
  const asked = await findAsked(ctx, ref, periodId, false);
  if (!asked) return null;
  const { sealedAt, stored, grant } = asked;
  if (sealedAt !== null && stored !== null) {
    const report = JSON.parse(stored.body) as PeriodReport;
    return { report, sealed: { id: stored.id, at: sealedAt, sha256: stored.sha256 }, grant };
  }
  const { ready, rows } = await readFor(ctx, asked);
  return { report: reportOf(ready, ref, rows), sealed: null, grant };
}

/** The facts below one figure of a report; null when the report is none of the actor's. */
export async function openReportFacts(
  ctx: ReportContext,
  ref: ScopeRef,
  periodId: string,
  facts: string,
): Promise<ReportFact[] | null> {
  const asked = await findAsked(ctx, ref, periodId, true);
  if (!asked) return null;
  const { ready, rows } = await readFor(ctx, asked);
  return factsOf(ready, ref, rows, facts);
}
