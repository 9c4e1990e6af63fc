import { VolunteerEntryKind } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { enumNamed, PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import { today } from "../../kernel/clock.ts";
import { entriesVisibleTo, servedVisibleTo } from "./policy.ts";

/** Lines of a record: service, and what an organization wrote into it. */

export const EntryKindEnum = builder.enumType(VolunteerEntryKind, {
  name: "VolunteerEntryKind",
  description: "Training, an honour, or an evaluation.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;
const NAMED = { select: { name: true } } as const;
const label = (person: { id: string; name: string; erasedAt: Date | null }): PersonRow => ({
  id: person.id,
  name: person.name,
  erased: person.erasedAt !== null,
});

builder.prismaNode("AttendanceShare", {
  nullable: true,
  description: "A piece of service with its sources: the session, who held it, who confirmed it.",
  id: { field: "id", description: "`AttendanceShare:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [servedVisibleTo(requireActor(ctx), today(ctx.clock))] }),
  fields: (t) => ({
    minutes: t.expose("minutes", { type: "BigInt", description: "Whole minutes." }),
    typed: t.exposeBoolean("typed", { description: "Typed, not measured: apart in every sum." }),
    activity: t.string({
      description: "What it was.",
      select: {
        part: {
          select: {
            report: { select: { session: { select: { activity: { select: { title: true } } } } } },
          },
        },
      },
      resolve: ({ part }) => part.report.session.activity.title,
    }),
    sessionId: t.id({
      description: "The session: `ActivitySession:<uuid>`.",
      select: { part: { select: { report: { select: { sessionId: true } } } } },
      resolve: ({ part }) => `ActivitySession:${part.report.sessionId}`,
    }),
    startsAt: t.field({
      type: "DateTime",
      description: "From when the person was there.",
      select: { attendance: { select: { startsAt: true } } },
      resolve: ({ attendance }) => attendance.startsAt,
    }),
    state: t.field({
      type: enumNamed<"WAITING" | "CONFIRMED" | "DISPUTED" | "DROPPED">("SessionPartState"),
      description: "Only what is CONFIRMED counts.",
      select: { part: { select: { state: true } } },
      resolve: ({ part }) => part.state,
    }),
    host: t.string({
      description: "Who held and reported it.",
      select: { part: { select: { report: { select: { reportedByOrganization: NAMED } } } } },
      resolve: ({ part }) => part.report.reportedByOrganization.name,
    }),
    confirmedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "The person of the other side who confirmed it.",
      select: { part: { select: { confirmedBy: PERSON } } },
      resolve: ({ part }) => part.confirmedBy && label(part.confirmedBy),
    }),
    confirmedByOrganization: t.string({
      nullable: true,
      description: "The other side that confirmed it.",
      select: { part: { select: { confirmedByOrganization: NAMED } } },
      resolve: ({ part }) => part.confirmedByOrganization?.name ?? null,
    }),
    confirmedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was confirmed.",
      select: { part: { select: { confirmedAt: true } } },
      resolve: ({ part }) => part.confirmedAt,
    }),
  }),
});

builder.prismaNode("VolunteerEntry", {
  nullable: true,
  description:
    "Training, an honour or an evaluation in a volunteer's record, as the organization wrote it and the person answered.",
  id: { field: "id", description: "`VolunteerEntry:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [entriesVisibleTo(requireActor(ctx), today(ctx.clock))] }),
  fields: (t) => ({
    person: t.field({
      type: PersonLabel,
      description: "Whose record.",
      select: { person: PERSON },
      resolve: ({ person }) => label(person),
    }),
    organization: t.relation("organization", { description: "Which organization wrote it." }),
    kind: t.expose("kind", { type: EntryKindEnum, description: "What it is." }),
    onDate: t.expose("onDate", { type: "LocalDate", description: "Its day." }),
    title: t.exposeString("title", { description: "In words." }),
    issuer: t.exposeString("issuer", { nullable: true, description: "Who gave it." }),
    minutes: t.expose("minutes", {
      type: "BigInt",
      nullable: true,
      description: "TRAINING: how long it took.",
    }),
    enteredBy: t.field({
      type: PersonLabel,
      description: "Who wrote it.",
      select: { by: PERSON },
      resolve: ({ by }) => label(by),
    }),
    seenAt: t.expose("seenAt", {
      type: "DateTime",
      nullable: true,
      description: "When the person looked at it.",
    }),
    answer: t.exposeString("answer", { nullable: true, description: "What the person says to it." }),
    withdrawnAt: t.expose("withdrawnAt", {
      type: "DateTime",
      nullable: true,
      description: "When the organization took it back.",
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
  }),
});
