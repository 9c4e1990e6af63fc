import type { Import, Mention, Source } from "./source.ts";

/** A file with code, real or planted. */
export type Example = { path: string; code: string };

/** One border: which files it guards, what it forbids there, and a planted violation that proves it sees. */
export type Rule = {
  name: string;
  why: string;
  guards(path: string): boolean;
  forbidsImport?(from: string, found: Import): boolean;
  forbidsMention?(found: Mention): boolean;
  /** Code that the rule must refuse. */
  planted: Example[];
  /** Its lawful neighbour, which the rule must let pass. */
  lawful: Example[];
};

const moduleOf = (path: string) => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1];
const featureOf = (path: string) => /^web\/src\/features\/([^/]+)\//.exec(path)?.[1];
// A module with many types spreads its schema over schema-<part>.ts.
const isSchema = (path: string) => /\/(schema(-[a-z-]+)?|[a-z-]+-schema)\.ts$/.test(path);
// A fixture is a part of the tests beside it.
const isTest = (path: string) => /(\.test|-fixture)\.tsx?$/.test(path) || path.startsWith("server/test/");
const inServer = (path: string) => path.startsWith("server/src/") && !isTest(path);

// The pure core of a module: model.ts, and what was split off it when it grew.
const PURE_FILES = new Set(
  [
    ["model", "policy"],
    ["state", "met-day", "duties", "follow-up"],
    ["allocation"],
    ["journals", "instalments", "vouchers", "stuck"],
    [
      "agreement",
      "succession",
      "snapshot",
      "timeline",
      "difference",
      "thing",
      "things-promised",
      "things-done",
    ],
    ["territory"],
    [
      "report",
      "rows-of-report",
      "judge",
      "money",
      "tally",
      "figures",
      "lists",
      "report-of",
      "frame",
      "circular",
    ],
  ].flatMap((names) => names.map((name) => `${name}.ts`)),
);
const isPure = (path: string) => moduleOf(path) !== undefined && PURE_FILES.has(path.split("/").at(-1) ?? "");

const touchesTheWorld =
  /^(node:(fs|net|http|https|http2|tls|dns|child_process|worker_threads|process|os|timers)|@prisma\/|@gongjian\/prisma|@pothos\/|@apollo\/|pg$|pg-boss|fastify|better-auth)/;
const writes =
  /^.+\..+\.(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$|\.\$executeRaw(Unsafe)?$/;

/** Every border of the code, each in one place. */
export const rules: Rule[] = [
  {
    name: "pure-rules",
    why: "model.ts, policy.ts and what was split off them hold what a thousand random cases must prove: they touch neither database nor network nor files.",
    guards: isPure,
    // A filter's type may be Prisma's: a type does nothing.
    forbidsImport: (from, found) =>
      (touchesTheWorld.test(found.target) && !(found.typeOnly && from.endsWith("policy.ts"))) ||
      (!found.typeOnly &&
        /\/(read|schema|public)(-[a-z-]+)?\.ts$|\/kernel\/(db|command)\.ts$/.test(found.target)),
    planted: [
      { path: "server/src/modules/funding/model.ts", code: `import { readFileSync } from "node:fs";` },
      {
        path: "server/src/modules/funding/model.ts",
        code: `import type { Prisma } from "@gongjian/prisma/client";`,
      },
      { path: "server/src/modules/funding/policy.ts", code: `import { db } from "../../kernel/db.ts";` },
      {
        path: "server/src/modules/funding/policy.ts",
        code: `const p = await import("@gongjian/prisma/client");`,
      },
    ],
    lawful: [
      {
        path: "server/src/modules/funding/policy.ts",
        code: `import type { Prisma } from "@gongjian/prisma/client";`,
      },
      { path: "server/src/modules/funding/model.ts", code: `import { fen } from "../../kernel/money.ts";` },
    ],
  },
  {
    name: "module-doors",
    why: "A module enters another one by public.ts (public-<part>.ts where it grew), its pure files (model.ts, policy.ts, …), errors.ts and events.ts; a schema.ts also by the other's schema.ts, for its types.",
    guards: (path) => moduleOf(path) !== undefined && !isTest(path),
    forbidsImport: (from, { target }) => {
      const other = moduleOf(target);
      if (other === undefined || other === moduleOf(from)) return false;
      const file = target.split("/").at(-1) ?? "";
      if (/^(public(-[a-z-]+)?|errors|events)\.ts$/.test(file) || isPure(target)) return false;
      return !(isSchema(target) && isSchema(from));
    },
    planted: [
      {
        path: "server/src/modules/funding/schema.ts",
        code: `import { logDelivery } from "../deliveries/log-delivery.ts";`,
      },
      {
        path: "server/src/modules/funding/schema.ts",
        code: `import type { Row } from "../deliveries/read.ts";`,
      },
      {
        path: "server/src/modules/funding/send-funds.ts",
        code: `import { Delivery } from "../deliveries/schema.ts";`,
      },
    ],
    lawful: [
      {
        path: "server/src/modules/funding/schema.ts",
        code: `import { Delivery } from "../deliveries/schema.ts";`,
      },
      {
        path: "server/src/modules/funding/send-funds.ts",
        code: `import { submit } from "../deliveries/public.ts";`,
      },
    ],
  },
  {
    name: "kernel-below",
    why: "The kernel is what modules stand on: it knows none of them.",
    guards: (path) => path.startsWith("server/src/kernel/") && !isTest(path),
    forbidsImport: (_from, { target }) =>
      moduleOf(target) !== undefined || /^server\/src\/(http|graphql)\//.test(target),
    planted: [
      { path: "server/src/kernel/command.ts", code: `import { x } from "../modules/audit/public.ts";` },
    ],
    lawful: [{ path: "server/src/kernel/command.ts", code: `import { x } from "./ids.ts";` }],
  },
  {
    name: "no-writes-in-schema-or-read",
    why: "schema.ts parses, calls and maps, read.ts reads: rows change in commands alone, where they are audited.",
    guards: (path) => moduleOf(path) !== undefined && (isSchema(path) || /\/read(-[a-z-]+)?\.ts$/.test(path)),
    forbidsMention: ({ kind, name }) => kind === "call" && writes.test(name),
    planted: [
      { path: "server/src/modules/funding/schema.ts", code: "await ctx.db.pledge.create({ data });" },
      { path: "server/src/modules/funding/read.ts", code: "await tx.pledge.updateMany({ where, data });" },
      { path: "server/src/modules/funding/schema-pledge.ts", code: "await tx.pledge.delete({ where });" },
      { path: "server/src/modules/funding/read.ts", code: "await db.$executeRaw`delete from x`;" },
    ],
    lawful: [{ path: "server/src/modules/funding/read.ts", code: "await db.pledge.findMany({ where });" }],
  },
  {
    name: "env-alone",
    why: "Settings are read and checked once, in env.ts.",
    guards: (path) => inServer(path) && path !== "server/src/env.ts",
    forbidsImport: (_from, { target }) => target === "node:process" || target === "process",
    forbidsMention: ({ name }) => /^(globalThis\.)?process\.env$/.test(name),
    planted: [
      { path: "server/src/http/server.ts", code: "const port = process.env.PORT;" },
      { path: "server/src/http/server.ts", code: `import { env } from "node:process";` },
    ],
    lawful: [{ path: "server/src/env.ts", code: "const port = process.env.PORT;" }],
  },
  {
    name: "one-client",
    why: "One place decides how the database is connected to: kernel/db.ts.",
    guards: (path) => inServer(path) && path !== "server/src/kernel/db.ts",
    forbidsMention: ({ kind, name }) => kind === "new" && /(^|\.)Prisma(Client|Pg)$/.test(name),
    planted: [
      { path: "server/src/modules/funding/read.ts", code: "const db = new PrismaClient({ adapter });" },
    ],
    lawful: [{ path: "server/src/kernel/db.ts", code: "const db = new PrismaClient({ adapter });" }],
  },
  {
    name: "one-clock",
    why: "Time is injected, so that tests and the demo city can choose it: only kernel/clock.ts asks the machine.",
    guards: (path) =>
      (path.startsWith("server/src/modules/") || path.startsWith("server/src/kernel/")) &&
      !isTest(path) &&
      path !== "server/src/kernel/clock.ts",
    forbidsMention: (found) =>
      (found.kind === "new" && found.name === "Date" && found.arguments === 0) ||
      (found.kind === "call" && found.name === "Date.now"),
    planted: [
      { path: "server/src/modules/obligations/model.ts", code: "const today = new Date();" },
      { path: "server/src/modules/obligations/extend-obligation.ts", code: "const now = Date.now();" },
    ],
    lawful: [{ path: "server/src/modules/obligations/model.ts", code: "const day = new Date(millis);" }],
  },
  {
    name: "ui-knows-no-data",
    why: "web/src/ui is the look of the product: it takes plain values and knows neither GraphQL nor a feature.",
    guards: (path) => path.startsWith("web/src/ui/"),
    forbidsImport: (_from, { target }) =>
      /^(graphql|urql|@urql\/|@graphql-typed-document-node|wonka)/.test(target) ||
      /^web\/src\/(gql|features|routes)\//.test(target) ||
      /^web\/src\/lib\/(urql-client|auth|viewer|live)\.tsx?$/.test(target),
    planted: [
      { path: "web/src/ui/Panel.tsx", code: `import { useQuery } from "urql";` },
      { path: "web/src/ui/Panel.tsx", code: `import type { Delivery } from "../gql/graphql.ts";` },
      {
        path: "web/src/ui/Panel.tsx",
        code: `import { DeliveryRow } from "../features/deliveries/DeliveryRow.tsx";`,
      },
    ],
    lawful: [{ path: "web/src/ui/Panel.tsx", code: `import { formatFen } from "../lib/format.ts";` }],
  },
  {
    name: "features-share-parts",
    why: "A feature lends its parts and forms to another; its pages and helpers stay its own.",
    guards: (path) => featureOf(path) !== undefined,
    forbidsImport: (from, { target }) => {
      const other = featureOf(target);
      if (other === undefined || other === featureOf(from)) return false;
      return !/\/[A-Z][A-Za-z]*\.tsx$/.test(target) || /Page\.tsx$/.test(target);
    },
    planted: [
      {
        path: "web/src/features/funding/PledgePage.tsx",
        code: `import { DeliveryPage } from "../deliveries/DeliveryPage.tsx";`,
      },
      {
        path: "web/src/features/funding/PledgePage.tsx",
        code: `import { sum } from "../deliveries/sum.ts";`,
      },
    ],
    lawful: [
      {
        path: "web/src/features/funding/PledgePage.tsx",
        code: `import { DeliveryRow } from "../deliveries/DeliveryRow.tsx";`,
      },
    ],
  },
  {
    name: "lib-below-features",
    why: "web/src/lib serves every feature: it knows none of them.",
    guards: (path) => path.startsWith("web/src/lib/"),
    forbidsImport: (_from, { target }) => /^web\/src\/(features|routes|ui)\//.test(target),
    planted: [
      { path: "web/src/lib/format.ts", code: `import { x } from "../features/funding/PledgeRow.tsx";` },
    ],
    lawful: [{ path: "web/src/lib/format.ts", code: `import { x } from "./messages.ts";` }],
  },
  {
    name: "server-and-web-apart",
    why: "The API is the only thing that server and web share.",
    guards: (path) => path.startsWith("server/src/") || path.startsWith("web/src/"),
    forbidsImport: (from, { target }) =>
      target.startsWith(from.startsWith("server/") ? "web/" : "server/") ||
      (from.startsWith("web/") && target.startsWith("@gongjian/")),
    planted: [
      { path: "web/src/lib/format.ts", code: `import { fen } from "../../../server/src/kernel/money.ts";` },
      { path: "server/src/http/web.ts", code: `import { x } from "../../../web/src/lib/format.ts";` },
    ],
    lawful: [{ path: "web/src/lib/format.ts", code: `import { x } from "./messages.ts";` }],
  },
];

/** What a rule forbids in a file: one line of text for each violation. */
export function violationsOf(rule: Rule, source: Source): string[] {
  if (!rule.guards(source.path)) return [];
  const at = (line: number) => `${source.path}:${line}`;
  return [
    ...source.imports
      .filter((found) => rule.forbidsImport?.(source.path, found))
      .map((found) => `${at(found.line)} imports ${found.target} (${rule.name}: ${rule.why})`),
    ...source.mentions
      .filter((found) => rule.forbidsMention?.(found))
      .map((found) => `${at(found.line)} has ${found.name} (${rule.name}: ${rule.why})`),
  ];
}
