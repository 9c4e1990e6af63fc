import { builder } from "../../graphql/builder.ts";
import { pageArgs } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { pageOfWhole } from "./listed.ts";
import { openReport, openReportFacts } from "./open-report.ts";
import { orNull } from "./or-null.ts";
import { scopeRefOf } from "./scope-ref.ts";
import "./schema-circular.ts";
import "./schema-ledger.ts";
import { FactConnection } from "./schema-lists.ts";
import { PeriodReportType, ReportScopeEnum } from "./schema-report.ts";

const reportArgs = () =>
  builder.args((t) => ({
    scope: t.field({ type: ReportScopeEnum, required: true, description: "What it is about." }),
    id: t.id({
      required: true,
      description: "`Organization:<uuid>`, `Division:<n>` or `City:<uuid>`, as the scope asks.",
    }),
    periodId: t.id({ required: true, description: "The period." }),
  }));

builder.queryField("periodReport", (t) =>
  t.field({
    type: PeriodReportType,
    nullable: true,
    description: "A period report; null when there is none or it is not the actor's to read.",
    args: { ...reportArgs() },
    resolve: (_root, args, ctx) => {
      const actor = requireActor(ctx);
      return orNull(() =>
        openReport({ ...ctx, actor }, scopeRefOf(args.scope, args.id), uuidOf("Period", args.periodId)),
      );
    },
  }),
);

builder.queryField("periodReportFacts", (t) =>
  t.field({
    type: FactConnection,
    nullable: true,
    description:
      "The facts below one number of a report. Their amounts add up to it, also in a sealed report.",
    args: {
      ...reportArgs(),
      ...pageArgs(),
      facts: t.arg.string({ required: true, description: "`facts` of the number." }),
    },
    resolve: (_root, args, ctx) => {
      const actor = requireActor(ctx);
      return orNull(async () => {
        const scope = scopeRefOf(args.scope, args.id);
        const rows = await openReportFacts(
          { ...ctx, actor },
          scope,
          uuidOf("Period", args.periodId),
          args.facts,
        );
        return rows && pageOfWhole({ rows }, args);
      });
    },
  }),
);
