import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { territories } from "../../kernel/actor.ts";
import type { CheckReport, Verification } from "./verify.ts";

const Check = builder.objectRef<CheckReport>("VerifiedInvariant").implement({
  description: "One thing that must hold in a healthy database.",
  fields: (t) => ({
    name: t.exposeString("check", { description: "Its name." }),
    why: t.exposeString("why", { description: "Why it must hold." }),
    holds: t.boolean({ description: "Whether it did.", resolve: ({ violations }) => violations === 0 }),
  }),
});

type LastRun = { cityId: string; startedAt: Date; finishedAt: Date; report: Verification };

const chainOf = ({ cityId, report }: LastRun) => report.chains.find(({ chain }) => chain === cityId);

const Run = builder.objectRef<LastRun>("Verification").implement({
  description: "What the last verification found of the actor's city.",
  fields: (t) => ({
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it began." }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", description: "When it ended." }),
    entries: t.int({
      description: "Entries of the city's chain that were recomputed.",
      resolve: (run) => chainOf(run)?.entries ?? 0,
    }),
    head: t.string({
      nullable: true,
      description: "Hash of the last of them, hex; null when the city had no entry yet.",
      resolve: (run) => chainOf(run)?.head ?? null,
    }),
    brokenAt: t.field({
      type: "BigInt",
      nullable: true,
      description: "The first entry that is not as it was written; null when all are.",
      resolve: (run) => {
        const seq = chainOf(run)?.broken?.seq;
        return seq === undefined ? null : BigInt(seq);
      },
    }),
    invariants: t.field({
      type: [Check],
      description: "Every invariant, by name; they are checked over the whole database.",
      resolve: ({ report }) => report.checks,
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
      const run = await ctx.database.prisma.verificationRun.findFirst({ orderBy: { startedAt: "desc" } });
      if (!run) return null;
      const { startedAt, finishedAt, report } = run;
      return { cityId: actor.cityId, startedAt, finishedAt, report: report as unknown as Verification };
    },
  }),
);
