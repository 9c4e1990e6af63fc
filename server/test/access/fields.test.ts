import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { ACTORS, type ActorName, PAIR, SECOND_PAIR } from "./actors.ts";
import { SINGLES } from "./expectations.ts";
import { buildTown, type Town } from "./town.ts";

const database = useTestDatabase();
let world: World;
let town: Town;
beforeAll(async () => {
  world = await World.open(database());
  town = await buildTown(world);
});
afterAll(() => world.close());

const SIGNED_IN = ACTORS.filter((name) => name !== "anonymous");

function query(actor: ActorName, document: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  return ask(world, actor === "anonymous" ? null : town.people[actor].actor, document, variables);
}

/** The codes of an answer of `assignmentProblems`. */
function codesOf(data: Answer["data"]): string[] {
  return ((data?.["assignmentProblems"] ?? []) as { code: string }[]).map(({ code }) => code);
}

describe("root fields of one thing", () => {
  test.each(Object.entries(SINGLES))("%s", async (field, it) => {
    await world.sql(
      `insert into "VerificationRun" (id, "startedAt", "finishedAt", ok, report)
       select gen_random_uuid(), now(), now(), true, $1::jsonb where not exists (select from "VerificationRun")`,
      [JSON.stringify({ chains: [], invariants: [] })],
    );
    const variables = Object.fromEntries(
      Object.entries(it.variables ?? {}).map(([name, thing]) => [name, town.first[thing]]),
    );
    const names = Object.keys(variables).map((name) => `$${name}: ID!`);
    const declared = names.length > 0 ? `(${names.join(", ")})` : "";
    const answered: string[] = [];
    for (const actor of ACTORS) {
      const { data, errors } = await query(
        actor,
        `query ${declared} { ${field}${it.arguments ?? ""} ${it.selection} }`,
        variables,
      );
      const value = data?.[field];
      if (actor === "anonymous") {
        const got = errors[0]?.code ?? (value === null ? "NULL" : "ANSWER");
        expect(got).toBe(it.visitor);
        continue;
      }
      expect([actor, errors]).toEqual([actor, []]);
      if (value !== null) answered.push(actor);
    }
    expect(answered).toEqual(
      it.answered === "EVERYBODY" ? SIGNED_IN : SIGNED_IN.filter((actor) => it.answered.includes(actor)),
    );
  });

  test("an invitation answers whoever holds its link, and no other token", async () => {
    const made = await town.people.communityManager.act(
      "invitePerson",
      { personId: town.first["newcomer"] },
      "id ... on Invitation { token }",
    );
    const token = String(made["token"]);
    expect(token.length).toBeGreaterThan(20);
    for (const [at, actor] of ACTORS.entries()) {
      world.clientAddress = `198.51.100.${at}`;
      const ask = (text: string) =>
        query(actor, "query ($token: String!) { invitation(token: $token) { personName } }", { token: text });
      expect((await ask(token)).data).toEqual({ invitation: { personName: "Newcomer" } });
      expect((await ask(`${token.slice(0, -1)}_`)).data).toEqual({ invitation: null });
    }
    // Read again, the link is shown to nobody.
    for (const actor of ["communityManager", "officeManager"] as const) {
      const again = await query(
        actor,
        "query ($id: ID!) { node(id: $id) { ... on Invitation { token path } } }",
        {
          id: made["id"],
        },
      );
      expect(again.data).toEqual({ node: { token: null, path: null } });
    }
  });

  test("the dry run of an assignment tells nobody of pairs and organizations outside", async () => {
    const ofPlace = (place: "first" | "elsewhere") => ({
      input: {
        pairs: [
          { giverId: town[place]["unit"], receiverId: town[place]["Organization"], kind: "CO_BUILDING" },
        ],
        startsOn: "2026-04-01",
        endsOn: "2026-12-31",
        documentNumber: "T-9",
        documentDate: "2026-03-01",
      },
    });
    const document = "query ($input: AssignmentCheckInput!) { assignmentProblems(input: $input) { code } }";
    for (const actor of ACTORS) {
      const { data, errors } = await query(actor, document, ofPlace("first"));
      if (actor === "anonymous") {
        expect(errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
        continue;
      }
      expect(errors).toEqual([]);
      const codes = codesOf(data);
      // Only who sees the pair is told that it overlaps.
      if (!PAIR.includes(actor)) expect(codes, actor).not.toContain("PARTNERSHIP_OVERLAP");
      if (actor === "officeManager") expect(codes).toContain("PARTNERSHIP_OVERLAP");
      const foreign = await query(actor, document, ofPlace("elsewhere"));
      const told = codesOf(foreign.data);
      if (actor !== "otherCityOffice") expect(new Set(told)).toEqual(new Set(["NOT_FOUND"]));
    }
  });

  test("the dry run of a change of the tree is refused to all but the city's managers", async () => {
    for (const actor of SIGNED_IN) {
      const { data, errors } = await query(
        actor,
        `query ($change: DivisionChangeFields!) { divisionChangePlan(change: $change) {
          refusal { __typename } pathsChanged organizationsAffected effects { name } } }`,
        {
          change: {
            kind: "RENAME",
            divisionId: town.first["Division"],
            name: "Renamed",
            effectiveOn: "2026-03-01",
          },
        },
      );
      expect([actor, errors]).toEqual([actor, []]);
      const plan = data?.["divisionChangePlan"] as { refusal: object | null };
      expect([actor, plan.refusal === null]).toEqual([actor, actor === "officeManager"]);
      if (actor !== "officeManager") expect(plan).toMatchObject({ effects: [], organizationsAffected: 0 });
    }
  });

  test("nobody's to-do list and nobody's snapshot names what lies outside", async () => {
    const foreign: Record<string, string[]> = {};
    for (const actor of SIGNED_IN) {
      const { data } = await query(actor, "{ home { todos { subject partnershipId giver receiver } } }");
      const text = JSON.stringify(data);
      const out = (place: "first" | "second" | "elsewhere") =>
        Object.entries(town[place]).filter(([thing, id]) => thing === "Partnership" && text.includes(id));
      const hidden: [string, string][] = [];
      if (!PAIR.includes(actor)) hidden.push(...out("first"));
      if (!SECOND_PAIR.includes(actor)) hidden.push(...out("second"));
      if (actor !== "otherCityOffice") hidden.push(...out("elsewhere"));
      if (hidden.length > 0) foreign[actor] = hidden.map(([, id]) => id);
    }
    expect(foreign).toEqual({});
    const { data } = await query("officeCoordinator", "{ home { todos { partnershipId } } }");
    expect(JSON.stringify(data)).toContain(town.first["Partnership"]);
  });
});
