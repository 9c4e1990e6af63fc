import type { VolunteerEntry } from "@gongjian/prisma/client";
import type { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { answerVolunteerEntry } from "./answer-entry.ts";
import { enterVolunteerEntry } from "./enter-entry.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { actions, certificatesVisibleTo, entriesVisibleTo } from "./policy.ts";
import { EntryKindEnum } from "./schema-record.ts";
import { withdrawVolunteerEntry } from "./withdraw-entry.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readEntry = (id: string, ctx: Context): Promise<VolunteerEntry | null> =>
  ctx.database.prisma.volunteerEntry.findFirst({
    where: { AND: [{ id }, entriesVisibleTo(requireActor(ctx), today(ctx.clock))] },
  });

const which = (t: InputBuilder) => ({
  entryId: t.id({ description: "The entry." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});

commandField("enterVolunteerEntry", {
  action: actions["volunteer.enter"],
  type: "VolunteerEntry",
  description:
    "The manager of an organization writes training, an honour or an evaluation into the record of one of its people, who sees it and may answer.",
  input: (t) => ({
    organizationId: t.id({ description: "The organization that writes it." }),
    personId: t.id({ description: "Whose record: somebody with a role in it." }),
    kind: t.field({ type: EntryKindEnum, description: "What it is." }),
    onDate: t.field({ type: "LocalDate", description: "Its day, not in the future." }),
    title: t.string({ description: "In words." }),
    issuer: t.string({ required: false, description: "Who gave it." }),
    minutes: t.field({ type: "BigInt", required: false, description: "TRAINING: how long it took." }),
  }),
  run: (ctx, input) =>
    enterVolunteerEntry(ctx, {
      ...input,
      organizationId: uuidOf("Organization", input.organizationId),
      personId: uuidOf("Person", input.personId),
    }),
  read: readEntry,
});

commandField("answerVolunteerEntry", {
  action: actions["volunteer.own"],
  type: "VolunteerEntry",
  description:
    "The person whose record it is has seen an entry, and may say something that stands beside it.",
  input: (t) => ({
    ...which(t),
    answer: t.string({ required: false, description: "What the person says; nothing when only seen." }),
  }),
  run: (ctx, input) =>
    answerVolunteerEntry(ctx, { ...input, entryId: uuidOf("VolunteerEntry", input.entryId) }),
  read: readEntry,
});

commandField("withdrawVolunteerEntry", {
  action: actions["volunteer.enter"],
  type: "VolunteerEntry",
  description: "The organization takes an entry back that was wrong; its history stays.",
  input: which,
  run: (ctx, input) =>
    withdrawVolunteerEntry(ctx, { ...input, entryId: uuidOf("VolunteerEntry", input.entryId) }),
  read: readEntry,
});

commandField("issueCertificate", {
  action: actions["volunteer.own"],
  type: "ServiceCertificate",
  description:
    "A certificate of one's own service between two days: fixed as the record says now, with a code that anybody can check.",
  input: (t) => ({
    fromDay: t.field({ type: "LocalDate", description: "The first day that it covers." }),
    toDay: t.field({ type: "LocalDate", description: "The last day, not in the future." }),
  }),
  run: (ctx, { fromDay, toDay, idempotencyKey }) => issueCertificate(ctx, { fromDay, toDay, idempotencyKey }),
  read: (id, ctx) =>
    ctx.database.prisma.serviceCertificate.findFirst({
      where: { AND: [{ id }, certificatesVisibleTo(requireActor(ctx))] },
    }),
});
