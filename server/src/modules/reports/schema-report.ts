import { builder } from "../../graphql/builder.ts";
import { pageArgs } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import type { PersonRow } from "../../graphql/labels.ts";
import { localDate } from "../../kernel/clock.ts";
import { pageOfWhole } from "./listed.ts";
import type { OpenedReport } from "./open-report.ts";
import type { ListOf } from "./report.ts";
import {
  ReportAdjustment,
  ReportComparison,
  ReportFigure,
  ReportKind,
  ReportMoney,
  ReportPeriodType,
  ReportPromises,
  ReportSeries,
  type TypedTableRow,
} from "./schema-figures.ts";
import {
  DecisionConnection,
  DisputeConnection,
  ExplanationConnection,
  LatePromiseConnection,
  type NamedDecision,
  PartnershipConnection,
  TableRowConnection,
} from "./schema-lists.ts";
import { scopeId } from "./scope-ref.ts";

/** The period report in the API. */

export const ReportScopeEnum = builder.enumType("ReportScope", {
  description: "What a period report is about.",
  values: {
    UNIT: { description: "One partner unit: what it promised and gave." },
    COMMUNITY: { description: "One community: what it was promised and received." },
    DISTRICT: { description: "One division: what its receivers were promised and received." },
    CITY: { description: "The whole city." },
  },
});

const deciders = new WeakMap<OpenedReport["report"], Promise<Map<string, PersonRow>>>();

/** Who decided anything in a report, as they are called today; read once for both of its lists. */
function decidersOf(ctx: Context, report: OpenedReport["report"]): Promise<Map<string, PersonRow>> {
  const { extensions, waivers } = report;
  const ids = [...extensions.rows, ...waivers.rows].flatMap(({ personId }) => personId ?? []);
  const read = async () => {
    const people = await ctx.database.prisma.person.findMany({
      where: { id: { in: [...new Set(ids)] }, cityId: requireActor(ctx).cityId },
      select: { id: true, name: true, erasedAt: true },
    });
    const rows = people.map(({ id, name, erasedAt }): PersonRow => ({ id, name, erased: erasedAt !== null }));
    return new Map(rows.map((row) => [row.id, row]));
  };
  const people = deciders.get(report) ?? read();
  deciders.set(report, people);
  return people;
}

/** Decisions with the names of those who decided. */
async function named(
  ctx: Context,
  { report }: OpenedReport,
  which: "extensions" | "waivers",
): Promise<ListOf<NamedDecision>> {
  const people = await decidersOf(ctx, report);
  const { total, rows } = report[which];
  return {
    total,
    rows: rows.map((row) => ({ ...row, by: (row.personId && people.get(row.personId)) || null })),
  };
}

const typed = (type: TypedTableRow["type"], rows: OpenedReport["report"]["units"]) => ({
  rows: rows.map((row): TypedTableRow => ({ ...row, type })),
});

const SealOfReport = builder.objectRef<NonNullable<OpenedReport["sealed"]>>("ReportSeal").implement({
  description: "The report was fixed when its period was sealed.",
  fields: (t) => ({
    at: t.field({ type: "DateTime", description: "When.", resolve: ({ at }) => at }),
    sha256: t.exposeString("sha256", {
      description: "Hash of its canonical text, hex; also in the audit chain.",
    }),
  }),
});

const ReportRules = builder.objectRef<OpenedReport["report"]["rules"]>("ReportRules").implement({
  description: "The city's rules by which the period is judged: those that held at its end.",
  fields: (t) => ({
    reportingWindowWorkdays: t.exposeInt("reportingWindowWorkdays", {
      description: "Working days within which an act must be reported to count on its day.",
    }),
    atRiskWorkdays: t.exposeInt("atRiskWorkdays", {
      description: "Working days before a due date that count as at risk.",
    }),
    silenceWorkdays: t.exposeInt("silenceWorkdays", {
      description: "Working days after which an unconfirmed act is the office's turn.",
    }),
  }),
});

export const PeriodReportType = builder.objectRef<OpenedReport>("PeriodReport").implement({
  description:
    "A period of a unit, a community, a division or the city, computed from its facts; sealed periods as they were sealed. " +
    "A promise belongs to the period in which it falls due, an act to the one in which it happened. A division counts what its receivers were promised.",
  fields: (t) => ({
    scope: t.field({
      type: ReportScopeEnum,
      description: "What it is about.",
      resolve: (r) => r.report.scope,
    }),
    subjectId: t.id({
      description: "`Organization:<uuid>`, `Division:<n>` or `City:<uuid>`.",
      resolve: (r) => scopeId(r.report),
    }),
    name: t.string({
      description: "What it is about, by its name at the time.",
      resolve: (r) => r.report.name,
    }),
    cityName: t.string({ description: "The city.", resolve: (r) => r.report.cityName }),
    period: t.field({ type: ReportPeriodType, description: "The period.", resolve: (r) => r.report.period }),
    today: t.field({
      type: "LocalDate",
      description: "The day against which lateness is told: today, or the day of sealing.",
      resolve: (r) => localDate(r.report.today),
    }),
    sealed: t.field({
      type: SealOfReport,
      nullable: true,
      description: "Set when the report is fixed; null while it is computed live.",
      resolve: (r) => r.sealed,
    }),
    rules: t.field({
      type: ReportRules,
      description: "The rules of the period.",
      resolve: (r) => r.report.rules,
    }),
    promises: t.field({
      type: ReportPromises,
      description: "Promises by what became of them.",
      resolve: (r) => r.report.promises,
    }),
    kinds: t.field({
      type: [ReportKind],
      description: "Quantities, kind by kind.",
      resolve: (r) => r.report.kinds,
    }),
    money: t.field({
      type: [ReportMoney],
      description: "The money river, word by word.",
      resolve: (r) => r.report.money,
    }),
    partnerships: t.field({
      type: ReportFigure,
      description: "Partnerships that ran at the end of the period.",
      resolve: (r) => r.report.partnerships.active,
    }),
    series: t.field({
      type: [ReportSeries],
      description: "Promised and accepted through the year, for charts.",
      resolve: (r) => r.report.series,
    }),
    before: t.field({
      type: ReportComparison,
      nullable: true,
      description: "The period before it; null for the first.",
      resolve: (r) => r.report.before,
    }),
    adjustments: t.field({
      type: [ReportAdjustment],
      description: "Numbers of earlier sealed periods that have changed since their sealing.",
      resolve: (r) => r.report.adjustments,
    }),
    partnershipsBegun: t.field({
      type: PartnershipConnection,
      description: "Partnerships whose term began in the period.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.partnerships.begun, args),
    }),
    partnershipsEnded: t.field({
      type: PartnershipConnection,
      description: "Partnerships whose term ended in the period.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.partnerships.ended, args),
    }),
    partnershipsUnacknowledged: t.field({
      type: PartnershipConnection,
      description: "Assigned partnerships that a side has not acknowledged.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.partnerships.unacknowledged, args),
    }),
    late: t.field({
      type: LatePromiseConnection,
      description: "Promises not kept on their day, the latest first.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.late, args),
    }),
    disputes: t.field({
      type: DisputeConnection,
      description: "Disputes over acts of the period.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.disputes, args),
    }),
    explanations: t.field({
      type: ExplanationConnection,
      description: "Why promises of the period are late, in the givers' words.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(r.report.explanations, args),
    }),
    extensions: t.field({
      type: DecisionConnection,
      description: "Later days granted to promises that were due in the period.",
      args: pageArgs(),
      resolve: async (r, args, ctx) => pageOfWhole(await named(ctx, r, "extensions"), args),
    }),
    waivers: t.field({
      type: DecisionConnection,
      description: "Promises of the period, or parts of them, that an office waived.",
      args: pageArgs(),
      resolve: async (r, args, ctx) => pageOfWhole(await named(ctx, r, "waivers"), args),
    }),
    divisions: t.field({
      type: TableRowConnection,
      description:
        "By the divisions directly below; receivers that sit in none of them stand under the division itself.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(typed("Division", r.report.divisions), args),
    }),
    units: t.field({
      type: TableRowConnection,
      description: "By giver, in the order of their names: never a ranking.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(typed("Organization", r.report.units), args),
    }),
    communities: t.field({
      type: TableRowConnection,
      description: "By receiver, in the order of their names.",
      args: pageArgs(),
      resolve: (r, args) => pageOfWhole(typed("Organization", r.report.communities), args),
    }),
  }),
});
