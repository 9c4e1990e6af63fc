import { parseArgs } from "node:util";
import pg from "pg";
import { openDatabase, prepareDatabase } from "./database.ts";
import { generate } from "./generate.ts";
import { Lifecycle } from "./lifecycle.ts";
import { Refusal, runScript } from "./refusal.ts";
import { readSettings } from "./settings.ts";

const USAGE = `Usage: pnpm city open <code> --admin NAME [--phone PHONE] [--name CITY] [--office NAME] [--communities] [--villages]
  code           of the division that the city is rooted at, loaded before with pnpm divisions import <code>
  --admin        the first manager of the coordinating office, who lets everybody else in
  --communities  makes an organization of every community (社区, 居委会) of the tree
  --villages     makes one of every village as well`;

/** What a refusal means here; others are printed by their code. */
const REASONS: Record<string, string> = {
  CITY_EXISTS: "A city is open on this division already.",
  CITY_NESTED: "A city is open above or below this division: cities never nest.",
  DIVISION_LEVEL: "A city is rooted at a province, a city, a county or a zone.",
  DIVISION_ENDED: "This division no longer exists.",
};

async function divisionOf(ownerUrl: string, code: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: number }>(
      `select d.id from "DivisionLabel" l join "Division" d on d.id = l."divisionId"
       where l.code = $1 and l."validTo" is null and d."endedOn" is null`,
      [code],
    );
    if (!rows[0])
      throw new Refusal(`There is no division ${code} yet: load it with "pnpm divisions import ${code}".`);
    return rows[0].id;
  } finally {
    await client.end();
  }
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        admin: { type: "string" },
        phone: { type: "string" },
        name: { type: "string" },
        office: { type: "string" },
        communities: { type: "boolean", default: false },
        villages: { type: "boolean", default: false },
      },
    });
    return { ...values, verb: positionals[0], code: positionals[1] };
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/** The sentence of a refused command; undefined for any other error. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("failure" in error)) return undefined;
  const failure = error.failure as { code: string; problems?: { path: string[]; code: string }[] };
  const code = failure.problems?.[0]?.code ?? failure.code;
  const field = failure.problems?.[0]?.path.join(".");
  return REASONS[code] ?? `The city was not opened: ${code}${field ? ` (${field})` : ""}.`;
}

const lifecycle = new Lifecycle();
await runScript(async () => {
  const { verb, code, admin, phone, name, office, communities, villages } = readOptions();
  if (verb !== "open" || !code || !admin) throw new Refusal(USAGE);
  try {
    const settings = readSettings();
    await generate();
    const url = await openDatabase(settings, { join: true });
    lifecycle.onEnd(url.stop);
    await prepareDatabase(url);
    const divisionId = await divisionOf(url.ownerUrl, code);

    // Loaded only now: they need what was generated.
    const { createDatabase } = await import("../server/src/kernel/db.ts");
    const { systemClock } = await import("../server/src/kernel/clock.ts");
    const { openCity } = await import("../server/src/modules/cities/open-city.ts");
    const { createCommunities } = await import("../server/src/modules/workbook/create-communities.ts");
    const database = createDatabase(url.appUrl, { poolSize: 2 });
    lifecycle.onEnd(database.close);
    const opened = await openCity(
      { database, clock: systemClock, actor: { kind: "SYSTEM", cityId: null } },
      {
        divisionId,
        name: name ?? null,
        officeName: office ?? null,
        adminName: admin,
        adminPhone: phone ?? null,
      },
    );
    console.log(`The city is open. ${admin} signs in first, by this link (shown once):`);
    console.log(`  http://localhost:${settings.port}${opened.path}`);
    if (communities || villages) {
      const { created } = await createCommunities(
        { database, clock: systemClock, actor: { kind: "SYSTEM", cityId: opened.cityId } },
        { divisionId, villages },
      );
      console.log(`Made ${created} communities of the tree.`);
    }
    console.log("Next: add units and people, or load them from a workbook (Office → Import).");
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : new Refusal(reason);
  } finally {
    await lifecycle.end();
  }
});
process.exit();
