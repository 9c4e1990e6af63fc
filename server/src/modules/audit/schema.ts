import type { AuditEntry, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { TextParameter } from "../../graphql/failures.ts";
import { filterUuidOf } from "../../graphql/node-id.ts";
import { addDays, startOfDay } from "../../kernel/clock.ts";
import { personName } from "../organizations/model.ts";
import { lastVerification, type OwnVerification } from "./last-verification.ts";
import { REVERSALS } from "./model.ts";
import { visibleTo } from "./policy.ts";
import "./schema-heads.ts";
import "./schema-verification.ts";

builder.prismaNode("AuditEntry", {
  nullable: true,
  description: "One command, as the chain of the city holds it. Never changed.",
  id: { field: "id", description: "`AuditEntry:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    seq: t.expose("seq", { type: "BigInt", description: "Its place in the chain, from 1 without gaps." }),
    at: t.expose("at", { type: "DateTime", description: "When it was done." }),
    command: t.exposeString("command", { description: "What was done, e.g. `delivery.log`." }),
    personName: t.string({
      nullable: true,
      description: "Who did it, as the person is called today; null for the system.",
      select: { person: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ person }) => (person ? personName(person) : null),
    }),
    organization: t.relation("organization", {
      nullable: true,
      description: "In whose name; null for the system.",
    }),
    onBehalfOf: t.relation("onBehalfOf", {
      nullable: true,
      description: "For whom an office did it in their stead.",
    }),
    partnership: t.relation("partnership", {
      nullable: true,
      description: "The partnership that it belongs to.",
    }),
    payload: t.field({
      type: [TextParameter],
      nullable: true,
      description: "Ids, amounts, dates and digests of what was done; null once erased.",
      select: { payload: true },
      resolve: ({ payload }) => (payload === null ? null : readable(payload)),
    }),
    digest: t.string({
      description: "sha256 of salt and payload, hex: stays after erasure.",
      select: { digest: true },
      resolve: ({ digest }) => Buffer.from(digest).toString("hex"),
    }),
    hash: t.string({
      description: "sha256 over the hash before it, its place, its instant and its digest, hex.",
      select: { hash: true },
      resolve: ({ hash }) => Buffer.from(hash).toString("hex"),
    }),
  }),
});

/** The members of a payload as names and values; what is not a single value stays JSON. The act's digest is for machines. */
function readable(payload: string): { name: string; value: string }[] {
  const members = JSON.parse(payload) as Record<string, unknown>;
  return Object.entries(members)
    .filter(([name, value]) => value !== null && name !== "act")
    .map(([name, value]) => ({
      name,
      value: typeof value === "object" ? JSON.stringify(value) : String(value),
    }));
}

type Head = { chain: string; seq: bigint; hash: Uint8Array };

const ChainVerification = builder.objectRef<OwnVerification>("ChainVerification").implement({
  description: "The last time that the city's chain was recomputed from its first entry.",
  fields: (t) => ({
    at: t.field({ type: "DateTime", description: "When it ended.", resolve: ({ at }) => at }),
    entries: t.exposeInt("entries", { description: "How many entries were in order." }),
    brokenAt: t.field({
      type: "BigInt",
      nullable: true,
      description: "The first entry that is not in order; null when all are.",
      resolve: ({ brokenAt }) => brokenAt,
    }),
  }),
});

const ChainHead = builder.objectRef<Head>("ChainHead").implement({
  description:
    "Where the city's chain ends. Whoever wrote it down can tell later that nothing before it was changed.",
  fields: (t) => ({
    seq: t.field({ type: "BigInt", description: "Number of entries.", resolve: ({ seq }) => seq }),
    hash: t.string({
      description: "Hash of the last entry, hex.",
      resolve: ({ hash }) => Buffer.from(hash).toString("hex"),
    }),
    verification: t.field({
      type: ChainVerification,
      nullable: true,
      description: "The last time that it was verified; null before the first.",
      resolve: ({ chain }, _args, ctx) => lastVerification(ctx.database.prisma, chain),
    }),
  }),
});

builder.queryField("chainHead", (t) =>
  t.field({
    type: ChainHead,
    nullable: true,
    description: "The head of the chain of the actor's city; null before its first command.",
    resolve: (_root, _args, ctx) =>
      ctx.database.prisma.auditHead.findUnique({ where: { chain: requireActor(ctx).cityId } }),
  }),
);

const newestFirst: Keyset<AuditEntry> = [{ column: "seq", direction: "desc", type: "bigint" }];

const AuditEntryConnection = connectionType<AuditEntry>("AuditEntry");

const AuditFilter = builder.inputType("AuditFilter", {
  description: "Which entries. Every member narrows the list.",
  fields: (t) => ({
    subjectId: t.id({ required: false, description: "About this thing: the id of anything." }),
    partnershipId: t.id({ required: false, description: "Of this partnership." }),
    personId: t.id({ required: false, description: "Done by this person." }),
    organizationId: t.id({ required: false, description: "Done in the name of this organization." }),
    onBehalf: t.boolean({ required: false, description: "Only what an office did in somebody's stead." }),
    forOrganizationId: t.id({
      required: false,
      description: "Done by an office in the stead of this organization.",
    }),
    reversedOnly: t.boolean({
      required: false,
      description: "Only what took something back: an acceptance, a delivery, a voucher.",
    }),
    commands: t.stringList({
      required: false,
      description: "Any of these commands, each as `command`, at most 50; an empty list does not narrow.",
    }),
    command: t.string({
      required: false,
      description: "This command, e.g. `delivery.log`; `delivery.` for all of deliveries.",
    }),
    from: t.field({ type: "LocalDate", required: false, description: "From this day on." }),
    to: t.field({ type: "LocalDate", required: false, description: "Until the end of this day." }),
  }),
});

const MOST_COMMANDS = 50;

/** Entries of one command, or with a dot at its end of all commands about a thing. */
function commanded(command: string): Prisma.AuditEntryWhereInput {
  return { command: command.endsWith(".") ? { startsWith: command } : command };
}

builder.queryField("auditEntries", (t) =>
  t.field({
    type: AuditEntryConnection,
    description: "Entries of the city's chain that the actor may read, newest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: AuditFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const filter = args.filter ?? {};
      const subjectId = filter.subjectId
        ? filterUuidOf(filter.subjectId.split(":")[0] ?? "", filter.subjectId)
        : null;
      const partnershipId = filterUuidOf("Partnership", filter.partnershipId);
      const personId = filterUuidOf("Person", filter.personId);
      const organizationId = filterUuidOf("Organization", filter.organizationId);
      const forOrganizationId = filterUuidOf("Organization", filter.forOrganizationId);
      const where: Prisma.AuditEntryWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          subjectId ? { subjectIds: { has: subjectId } } : {},
          partnershipId ? { partnershipId } : {},
          personId ? { personId } : {},
          organizationId ? { organizationId } : {},
          forOrganizationId ? { onBehalfOfId: forOrganizationId } : {},
          filter.onBehalf ? { onBehalfOfId: { not: null } } : {},
          filter.reversedOnly ? { command: { in: [...REVERSALS] } } : {},
          filter.command ? commanded(filter.command) : {},
          filter.commands?.length ? { OR: filter.commands.slice(0, MOST_COMMANDS).map(commanded) } : {},
          filter.from ? { at: { gte: startOfDay(filter.from) } } : {},
          filter.to ? { at: { lt: startOfDay(addDays(filter.to, 1)) } } : {},
        ],
      };
      return readPage(ctx.database.prisma.auditEntry, newestFirst, { args, ctx, info, where });
    },
  }),
);
