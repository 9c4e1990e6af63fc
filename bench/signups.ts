import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { generate } from "../scripts/generate.ts";
import { Lifecycle } from "../scripts/lifecycle.ts";
import { Refusal, runScript } from "../scripts/refusal.ts";
import { percentileOf } from "./figures.ts";
import { openSessions } from "./open-sessions.ts";
import { type BenchServer, startServer } from "./server.ts";

const USAGE = "Usage: node bench/signups.ts --data FOLDER [--clients 500] [--places 20]";

type Reply = { data?: { signUp?: { __typename: string; state?: string; code?: string } }; errors?: unknown };

/** A session of the liaison's unit for everybody of the city, a week ahead. */
async function planSession(server: BenchServer, places: number): Promise<string> {
  const [me, kinds] = await Promise.all(
    [
      "{ viewer { memberships { organization { id } } } }",
      "{ activityKinds(first: 1) { edges { node { id } } } }",
    ].map(async (query) => JSON.parse(await server.ask("liaison", query, {})).data),
  );
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const planned = JSON.parse(
    await server.ask(
      "liaison",
      `mutation ($input: PlanActivityInput!) { planActivity(input: $input) {
        __typename ... on Activity { nextSessions { id } } ... on Failure { code } } }`,
      {
        input: {
          organizationId: me.viewer.memberships[0].organization.id,
          activityKindId: kinds.activityKinds.edges[0].node.id,
          ...{ title: "植树", audience: "CITY", firstOn: day, startTime: "09:00", durationMinutes: 120 },
          ...{ place: "林场", capacity: places, idempotencyKey: randomUUID() },
        },
      },
    ),
  ).data.planActivity;
  const id = planned.nextSessions?.[0]?.id;
  if (typeof id !== "string") throw new Error(`not planned: ${JSON.stringify(planned)}`);
  return id;
}

async function signUp(server: BenchServer, cookie: string, sessionId: string) {
  const begun = performance.now();
  const answer = await fetch(`${server.address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie, origin: server.address },
    body: JSON.stringify({
      query: `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename ... on Signup { state } ... on Failure { code } } }`,
      variables: { input: { sessionId, idempotencyKey: randomUUID() } },
    }),
  });
  const reply = (await answer.json()) as Reply;
  const made = reply.data?.signUp;
  return {
    took: performance.now() - begun,
    outcome: made?.state ?? made?.code ?? `HTTP ${answer.status} ${JSON.stringify(reply.errors ?? reply)}`,
  };
}

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      clients: { type: "string", default: "500" },
      places: { type: "string", default: "20" },
    },
  });
  if (!values.data) throw new Refusal(USAGE);
  const lifecycle = new Lifecycle();
  try {
    await generate();
    const server = await startServer(values.data, lifecycle);
    const cookies = await openSessions(server, Number(values.clients));
    const sessionId = await planSession(server, Number(values.places));
    const begun = performance.now();
    const answers = await Promise.all(cookies.map((cookie) => signUp(server, cookie, sessionId)));
    const seconds = (performance.now() - begun) / 1000;
    const outcomes = Map.groupBy(answers, ({ outcome }) => outcome);
    const took = answers.map((answer) => answer.took);
    const counted = [...outcomes].map(([outcome, of]) => `${of.length} ${outcome}`).join(", ");
    console.log(`${answers.length} clients at once for ${values.places} places: ${counted}`);
    console.log(
      `all answered in ${seconds.toFixed(1)} s (${(answers.length / seconds).toFixed(0)}/s): p50 ${percentileOf(took, 0.5).toFixed(0)} ms, p99 ${percentileOf(took, 0.99).toFixed(0)} ms`,
    );
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    // The chain is written by one command after another: its order is that in which the database took them.
    const { rows } = await owner.query<{ fair: boolean; line: string }>(
      `select bool_and(u."arrival" = e.place and (u."state" = 'SIGNED') = (e.place <= $2)) as fair, count(*)::text as line
       from (select "subjectIds"[1] as id, row_number() over (order by seq) as place from "AuditEntry"
         where command = 'signup.make' and "subjectIds" @> array[$1::uuid]) e join "Signup" u on u.id = e.id`,
      [sessionId.split(":")[1], Number(values.places)],
    );
    await owner.end();
    console.log(`${rows[0]?.line} in line, in the order of the chain: ${rows[0]?.fair ? "yes" : "NO"}`);
  } finally {
    await lifecycle.end();
  }
});
process.exit();
