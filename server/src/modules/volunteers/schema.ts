import type { AttendanceShare, ServiceCertificate, VolunteerEntry } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { uuidIn } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { certificatesVisibleTo, entriesVisibleTo, servedVisibleTo } from "./policy.ts";
import { findVolunteer, type RecordOwner, sumsOfRecord } from "./read.ts";
import "./schema-certificate.ts";
import "./schema-commands.ts";
import "./schema-record.ts";

// By when it was written: by time, never by how much. Nobody is ranked.
const newestService: Keyset<AttendanceShare> = [{ column: "id", direction: "desc", type: "text" }];
const newestEntry: Keyset<VolunteerEntry> = [
  { column: "onDate", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const newestCertificate: Keyset<ServiceCertificate> = [
  { column: "issuedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const ServedTimeConnection = connectionType<AttendanceShare>("AttendanceShare", "ServedTime");
const VolunteerEntryConnection = connectionType<VolunteerEntry>("VolunteerEntry");
const ServiceCertificateConnection = connectionType<ServiceCertificate>("ServiceCertificate");

const RecordSumsRef = builder.objectRef<Awaited<ReturnType<typeof sumsOfRecord>>>("VolunteerSums").implement({
  description: "What a record comes to. Typed minutes stand apart, and nothing adds the two.",
  fields: (t) => ({
    minutes: t.expose("minutes", { type: "BigInt", description: "Measured and confirmed." }),
    typedMinutes: t.expose("typedMinutes", {
      type: "BigInt",
      description: "Typed, with a second person, and confirmed.",
    }),
    waitingMinutes: t.expose("waitingMinutes", {
      type: "BigInt",
      description: "Measured and reported; the other side has not confirmed.",
    }),
    waitingTypedMinutes: t.expose("waitingTypedMinutes", {
      type: "BigInt",
      description: "Typed and reported; the other side has not confirmed.",
    }),
    unsecondedMinutes: t.expose("unsecondedMinutes", {
      type: "BigInt",
      description: "Typed without a second person: they count nowhere.",
    }),
    sessions: t.exposeInt("sessions", { description: "Confirmed sessions." }),
  }),
});

const VolunteerRecord = builder.objectRef<RecordOwner>("VolunteerRecord").implement({
  description: "The record of a volunteer: service with its sources, training, honours, evaluation.",
  fields: (t) => ({
    person: t.field({
      type: PersonLabel,
      description: "Whose it is.",
      resolve: ({ id, name, erasedAt }) => ({ id, name, erased: erasedAt !== null }),
    }),
    isOwn: t.boolean({
      description: "It is the viewer's own.",
      resolve: ({ id }, _args, ctx) => id === requireActor(ctx).personId,
    }),
    sums: t.field({
      type: RecordSumsRef,
      description: "What it comes to.",
      resolve: (owner, _args, ctx) => sumsOfRecord(ctx.database, owner),
    }),
    service: t.field({
      type: ServedTimeConnection,
      description: "Reported and confirmed service, the newest first.",
      args: pageArgs(),
      resolve: ({ id }, args, ctx, info) => {
        const where = {
          AND: [{ personId: id }, servedVisibleTo(requireActor(ctx), today(ctx.clock)), STANDS],
        };
        const { attendanceShare } = ctx.database.prisma;
        return readPage<AttendanceShare>(attendanceShare, newestService, { args, ctx, info, where });
      },
    }),
    entries: t.field({
      type: VolunteerEntryConnection,
      description: "Training, honours and evaluation, the latest first; what was withdrawn is left out.",
      args: pageArgs(),
      resolve: ({ id }, args, ctx, info) => {
        const where = {
          AND: [{ personId: id, withdrawnAt: null }, entriesVisibleTo(requireActor(ctx), today(ctx.clock))],
        };
        const { volunteerEntry } = ctx.database.prisma;
        return readPage<VolunteerEntry>(volunteerEntry, newestEntry, { args, ctx, info, where });
      },
    }),
  }),
});

const STANDS = { part: { state: { not: "DROPPED" } } } as const;

builder.queryFields((t) => ({
  volunteerRecord: t.field({
    type: VolunteerRecord,
    nullable: true,
    description:
      "A volunteer's record: the actor's own, that of a member of an organization it manages, or of its territory.",
    args: { personId: t.arg.id({ required: false, description: "Whose; the actor's own when left out." }) },
    resolve: (_root, { personId }, ctx) => {
      const actor = requireActor(ctx);
      const id = personId ? uuidIn("Person", personId) : actor.personId;
      return findVolunteer(ctx.database, actor, id, today(ctx.clock));
    },
  }),
  myCertificates: t.field({
    type: ServiceCertificateConnection,
    description: "The actor's certificates of service, the newest first.",
    args: pageArgs(),
    resolve: (_root, args, ctx, info) => {
      const where = certificatesVisibleTo(requireActor(ctx));
      const { serviceCertificate } = ctx.database.prisma;
      return readPage<ServiceCertificate>(serviceCertificate, newestCertificate, { args, ctx, info, where });
    },
  }),
}));
