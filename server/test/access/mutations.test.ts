import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { ACTORS, type ActorName } from "./actors.ts";
import { type Call, MUTATIONS } from "./expect-mutations.ts";
import { NODES, SPECIAL } from "./expectations.ts";
import { buildTown, type Town } from "./town.ts";
import { withoutCommits } from "./without-commits.ts";

const database = useTestDatabase();
let world: World;
let town: Town;
beforeAll(async () => {
  world = await World.open(database());
  town = await buildTown(world);
});
afterAll(() => world.close());

type Outcome = "ALLOWED" | "FORBIDDEN" | "NOT_FOUND" | "UNAUTHENTICATED" | `OTHER ${string}`;

/** What the policy said, read from the answer. */
function outcomeOf(mutation: string, answer: Answer): Outcome {
  const [error] = answer.errors;
  if (error?.message === "taken back") return "ALLOWED";
  if (error) return error.code === "UNAUTHENTICATED" ? "UNAUTHENTICATED" : `OTHER ${error.message}`;
  const result = answer.data?.[mutation] as {
    __typename: string;
    code?: string;
    problems?: { code: string }[];
  };
  if (result.__typename === "NotFound") return "NOT_FOUND";
  // Rules between persons and the state of the thing are asked only after the role was found good enough.
  if (result.__typename === "Forbidden") return result.code === "NOT_ALLOWED" ? "FORBIDDEN" : "ALLOWED";
  // A list of pairs is refused row by row.
  const codes = new Set(result.problems?.map(({ code }) => code));
  if (codes.has("NOT_FOUND")) return "NOT_FOUND";
  if (codes.has("NOT_ALLOWED")) return "FORBIDDEN";
  return "ALLOWED";
}

function documentOf(mutation: string): string {
  const typeName = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  return `mutation ($input: ${typeName}Input!) { ${mutation}(input: $input) {
    __typename ... on Failure { code } ... on ValidationError { problems { path code } } } }`;
}

async function call(mutation: string, it: Call, actor: ActorName, key: string): Promise<Outcome> {
  const person = actor === "anonymous" ? null : town.people[actor].actor;
  const may = it.may.includes(actor);
  const answer = await ask(may ? withoutCommits(world) : world, person, documentOf(mutation), {
    input: { idempotencyKey: key, ...it.input(town.first, town) },
  });
  return outcomeOf(mutation, answer);
}

/** What an actor who may not is to be told. */
function refusals(it: Call, actor: ActorName): Outcome[] {
  if (actor === "anonymous") return ["UNAUTHENTICATED"];
  const sees = it.on.map((thing) => (NODES[thing] ?? SPECIAL[thing])?.first.includes(actor));
  if (sees.includes(undefined)) throw new Error(`no expectation for one of ${it.on.join(", ")}`);
  if (it.asksFirst) return ["FORBIDDEN", "NOT_FOUND"];
  if (sees.every((seen) => seen)) return ["FORBIDDEN"];
  return sees.some((seen) => seen) ? ["FORBIDDEN", "NOT_FOUND"] : ["NOT_FOUND"];
}

test("every mutation has its expectation, and no other", () => {
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect(Object.keys(MUTATIONS).sort()).toEqual(names.sort());
});

const count = async () =>
  (await world.sql<{ n: number }>(`select count(*)::int as n from "AuditEntry"`))[0]?.n;

const cases = Object.entries(MUTATIONS).flatMap(([mutation, calls]) =>
  calls.map((it) => ({ mutation, it, title: it.as ? `${mutation} (${it.as})` : mutation })),
);
const open = ["acceptInvitation"];

describe("who may, who is told why not", () => {
  test.each(cases.filter(({ mutation }) => !open.includes(mutation)))(
    "$title",
    async ({ mutation, it, title }) => {
      const before = await count();
      const said: Record<string, Outcome[]> = {};
      const wanted: Record<string, Outcome[]> = {};
      for (const actor of ACTORS) {
        const outcome = await call(mutation, it, actor, `${title} ${actor}`.slice(0, 64));
        const allowed = it.may.includes(actor) ? (["ALLOWED"] as Outcome[]) : refusals(it, actor);
        // Where either refusal is right, the one that came is the wanted one.
        wanted[actor] = allowed.includes(outcome) ? [outcome] : allowed;
        said[actor] = [outcome];
      }
      expect(said).toEqual(wanted);
      expect(await count()).toBe(before);
    },
  );
});

test("a link that nobody has opens no account, whoever asks", async () => {
  const [it] = MUTATIONS["acceptInvitation"] ?? [];
  if (!it) throw new Error("no expectation");
  const before = await count();
  for (const [at, actor] of ACTORS.entries()) {
    world.clientAddress = `192.0.2.${at}`;
    expect([actor, await call("acceptInvitation", it, actor, actor)]).toEqual([actor, "NOT_FOUND"]);
  }
  expect(await count()).toBe(before);
});
