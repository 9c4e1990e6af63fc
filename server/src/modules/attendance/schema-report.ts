import { type Prisma, SessionPartState, SessionReportState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { dateOf, toDbDate } from "../../kernel/clock.ts";
import { can } from "../../kernel/policy.ts";
import { visibleTo as deliveriesVisibleTo } from "../deliveries/policy.ts";
import { refOf } from "../organizations/public.ts";
import { actions, partsVisibleTo, reportsVisibleTo } from "./policy.ts";
import { label } from "./schema-attendance.ts";

/** What a host reported of a session, and what each other side says to it. */

const ReportStateEnum = builder.enumType(SessionReportState, {
  name: "SessionReportState",
  description: "Reported, or open again because the list changed since.",
});
const PartStateEnum = builder.enumType(SessionPartState, {
  name: "SessionPartState",
  description: "Waits for the other side, confirmed, disputed, or no longer part of the report.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;
const PLACED = { include: { division: { select: { path: true } } } } as const;

builder.prismaNode("SessionReport", {
  nullable: true,
  description: "The host's word that a session was held, and with whom.",
  id: { field: "id", description: "`SessionReport:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [reportsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    session: t.relation("session", { nullable: true, description: "The session." }),
    state: t.expose("state", { type: ReportStateEnum, description: "Whether it stands." }),
    round: t.exposeInt("round", { description: "How often it was reported." }),
    note: t.exposeString("note", { nullable: true, description: "The host's words." }),
    reportedBy: t.field({
      type: PersonLabel,
      description: "Who reported.",
      select: { reportedBy: PERSON },
      resolve: ({ reportedBy }) => label(reportedBy),
    }),
    reportedByOrganization: t.relation("reportedByOrganization", { description: "For which host." }),
    reportedAt: t.expose("reportedAt", { type: "DateTime", description: "When, the last time." }),
    evidence: t.prismaField({
      type: ["Evidence"],
      description: "Photos that the host put behind it.",
      select: (_args, _ctx, nested) => ({
        evidence: { orderBy: { id: "asc" }, select: { evidence: nested(true) } },
      }),
      resolve: (_query, row) =>
        (row as unknown as { evidence: { evidence: never }[] }).evidence.map((link) => link.evidence),
    }),
    parts: t.relation("parts", {
      description: "What it came to between each giver and receiver that the actor may see.",
      query: (_args, ctx) => ({
        where: { AND: [partsVisibleTo(requireActor(ctx)), { state: { not: "DROPPED" } }] },
        orderBy: { id: "asc" },
      }),
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back with what is said to it.",
    }),
  }),
});

/** What the acts of a viewer depend on. */
const ALLOWED_SELECT = {
  cityId: true,
  state: true,
  confirmerId: true,
  confirmedByOrganizationId: true,
  giver: PLACED,
  receiver: PLACED,
  confirmer: PLACED,
  report: { select: { state: true, reportedById: true, reportedByOrganization: PLACED } },
} satisfies Prisma.SessionPartSelect;

type AllowedRow = Prisma.SessionPartGetPayload<{ select: typeof ALLOWED_SELECT }>;

function allowedFor(row: AllowedRow, actor: PersonActor): string[] {
  const { cityId, confirmer, receiver, giver, report } = row;
  const about = refOf(confirmer ?? receiver ?? giver ?? report.reportedByOrganization);
  const subject = confirmer ? { cityId, organization: about } : { cityId, receiver: about };
  const grant = can(actor, actions["attendance.confirm"], subject);
  if (!grant || report.reportedById === actor.personId) return [];
  if (row.state === "WAITING" && report.state === "REPORTED") return ["confirm", "dispute"];
  const isOwn = grant.membership?.organizationId === row.confirmedByOrganizationId;
  return row.state === "CONFIRMED" && isOwn ? ["takeBack"] : [];
}

builder.prismaNode("SessionPart", {
  nullable: true,
  description:
    "What a session came to between one giver and one receiver: the other side confirms it, and only then it counts.",
  id: { field: "id", description: "`SessionPart:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [partsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    report: t.relation("report", { description: "The report that it belongs to." }),
    giver: t.relation("giver", {
      nullable: true,
      description: "The unit whose people came; null for guests and residents.",
    }),
    receiver: t.relation("receiver", { nullable: true, description: "The community that was served." }),
    confirmer: t.relation("confirmer", {
      nullable: true,
      description: "Whose turn it is; null: an office, because there is no other side.",
    }),
    state: t.expose("state", { type: PartStateEnum, description: "Where it stands." }),
    held: t.exposeBoolean("held", { description: "Counts as one held session between the two." }),
    people: t.exposeInt("people", { description: "How many came." }),
    minutes: t.expose("minutes", { type: "BigInt", description: "Measured minutes of all of them." }),
    typedMinutes: t.expose("typedMinutes", {
      type: "BigInt",
      description: "Typed minutes, apart: never in the measured ones.",
    }),
    confirmedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who confirmed.",
      select: { confirmedBy: PERSON },
      resolve: ({ confirmedBy }) => confirmedBy && label(confirmedBy),
    }),
    confirmedAt: t.expose("confirmedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was confirmed.",
    }),
    disputedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who said that it was not so.",
      select: { disputedBy: PERSON },
      resolve: ({ disputedBy }) => disputedBy && label(disputedBy),
    }),
    disputeReason: t.exposeString("disputeReason", { nullable: true, description: "What is wrong with it." }),
    deliveries: t.prismaField({
      type: ["Delivery"],
      description: "The deliveries that it became, as far as the actor may see them.",
      select: { cityId: true, giverId: true, receiverId: true, report: { select: { sessionId: true } } },
      resolve: (query, { cityId, giverId, receiverId, report }, _args, ctx) =>
        giverId === null || receiverId === null
          ? []
          : ctx.database.prisma.delivery.findMany({
              ...query,
              where: {
                AND: [
                  deliveriesVisibleTo(requireActor(ctx)),
                  { cityId, giverId, receiverId, originId: report.sessionId, state: { not: "WITHDRAWN" } },
                ],
              },
              orderBy: { id: "asc" },
            }),
    }),
    possibleDoubles: t.prismaField({
      type: ["Delivery"],
      description:
        "Deliveries that somebody typed for the same day, between the same sides and of a kind that this counts as: perhaps the same act twice.",
      select: {
        cityId: true,
        giverId: true,
        receiverId: true,
        report: {
          select: {
            session: {
              select: {
                startsAt: true,
                activity: {
                  select: { activityKind: { select: { countKindId: true, minutesKindId: true } } },
                },
              },
            },
          },
        },
      },
      resolve: (query, { cityId, giverId, receiverId, report }, _args, ctx) => {
        const { startsAt, activity } = report.session;
        const kinds = [activity.activityKind.countKindId, activity.activityKind.minutesKindId];
        const kindIds = kinds.filter((id) => id !== null);
        if (giverId === null || receiverId === null || kindIds.length === 0) return [];
        return ctx.database.prisma.delivery.findMany({
          ...query,
          where: {
            AND: [
              deliveriesVisibleTo(requireActor(ctx)),
              {
                ...{ cityId, giverId, receiverId, origin: "MANUAL" },
                kindId: { in: kindIds },
                occurredOn: toDbDate(dateOf(startsAt)),
                state: { notIn: ["DRAFT", "WITHDRAWN"] },
              },
            ],
          },
          orderBy: { id: "asc" },
        });
      },
    }),
    allowed: t.stringList({
      description: "What the viewer may do now: confirm, dispute, takeBack.",
      select: ALLOWED_SELECT,
      resolve: (row, _args, ctx) => allowedFor(row, requireActor(ctx)),
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
  }),
});
