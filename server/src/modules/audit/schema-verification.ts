import { builder } from "../../graphql/builder.ts";
import {
  checkFirst,
  connectionType,
  cursorValues,
  type Keyset,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { territories } from "../../kernel/actor.ts";
import { readVerifications, type VerificationRow } from "./read-verifications.ts";

const Check = builder.objectRef<VerificationRow["checks"][number]>("VerifiedInvariant").implement({
  description: "One thing that must hold in a healthy database.",
  fields: (t) => ({
    name: t.exposeString("check", { description: "Its name." }),
    why: t.exposeString("why", { description: "Why it must hold." }),
    holds: t.boolean({ description: "Whether it did.", resolve: ({ violations }) => violations === 0 }),
  }),
});

const Run = builder.objectRef<VerificationRow>("Verification").implement({
  description: "What a verification found of the actor's city.",
  fields: (t) => ({
    id: t.id({ description: "`Verification:<uuid>`.", resolve: ({ id }) => nodeId("Verification", id) }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it began." }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", description: "When it ended." }),
    entries: t.int({
      description: "Entries of the city's chain that were recomputed.",
      resolve: ({ chain }) => chain?.entries ?? 0,
    }),
    head: t.string({
      nullable: true,
      description: "Hash of the last of them, hex; null when the city had no entry yet.",
      resolve: ({ chain }) => chain?.head ?? null,
    }),
    brokenAt: t.field({
      type: "BigInt",
      nullable: true,
      description: "The first entry that is not as it was written; null when all are.",
      resolve: ({ chain }) => (chain?.broken ? BigInt(chain.broken.seq) : null),
    }),
    invariants: t.field({
      type: [Check],
      description: "Every invariant, by name; they are checked over the whole database.",
      resolve: ({ checks }) => checks,
    }),
  }),
});

builder.queryField("lastVerification", (t) =>
  t.field({
    type: Run,
    nullable: true,
    description: "The last verification, for offices; null for others, and before the first.",
    resolve: async (_root, _args, ctx) => {
      const actor = requireActor(ctx);
      if (territories(actor).length === 0) return null;
      const [last] = await readVerifications(ctx.database.prisma, actor.cityId, 1);
      return last ?? null;
    },
  }),
);

const lastFirst: Keyset<VerificationRow> = [
  { column: "startedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const VerificationConnection = connectionType<VerificationRow>("Verification");

builder.queryField("verifications", (t) =>
  t.field({
    type: VerificationConnection,
    description: "Every verification, the last first, for offices; empty for others.",
    args: pageArgs(),
    resolve: async (_root, args, ctx) => {
      const first = checkFirst(args.first);
      const actor = requireActor(ctx);
      const [startedAt, id] = args.after ? cursorValues(args.after, lastFirst) : [];
      const { prisma } = ctx.database;
      if (territories(actor).length === 0) return pageOf([], first, lastFirst, async () => 0);
      const after = startedAt instanceof Date ? { startedAt, id: String(id) } : null;
      const rows = await readVerifications(prisma, actor.cityId, first + 1, after);
      return pageOf(rows, first, lastFirst, () => prisma.verificationRun.count());
    },
  }),
);
