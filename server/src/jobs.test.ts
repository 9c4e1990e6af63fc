import { afterAll, beforeAll, expect, test } from "vitest";
import { grantApplication } from "../../prisma/migrate.ts";
import { useTestDatabase } from "../test/pg.ts";
import { World } from "../test/world.ts";
import { type Job, type JobContext, jobs, prepareJobs, startJobs } from "./jobs.ts";
import { localDate } from "./kernel/clock.ts";
import { newId } from "./kernel/ids.ts";
import { dispatchAll } from "./modules/notifications/dispatch-outbox.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
  await prepareJobs(database().ownerUrl);
  await prepareJobs(database().ownerUrl);
  await grantApplication(database().ownerUrl, database().appUrl);
});
afterAll(() => world.close());

const stored = new Set<string>();
/** What jobs work with; the storage only remembers what it was told to remove. */
const context = (): JobContext => ({
  database: world.database,
  clock: world.clock,
  storage: {
    put: async (key) => void stored.add(key),
    exists: async (key) => stored.has(key),
    remove: async (key) => void stored.delete(key),
    open: () => Promise.reject(new Error("not part of this test")),
  },
});

const job = (name: string): Job => {
  const found = jobs.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};

test("the server's role runs each job once, though two processes wait for it, and reports what fails", async () => {
  const runs: string[] = [];
  const failures: [string, string][] = [];
  const noted = jobs.map((each) => ({
    ...each,
    run: async () => {
      runs.push(each.name);
      if (each.name === "purge") throw new Error("no room");
    },
  }));
  const options = {
    ...context(),
    jobs: noted,
    pollSeconds: 0.5,
    onFailure: (name: string, error: unknown) =>
      failures.push([name, error instanceof Error ? error.message : ""]),
  };
  const [one, other] = [await startJobs(options), await startJobs(options)];
  await one.request("verify");
  await one.request("purge");
  await expect.poll(() => runs.toSorted(), { timeout: 20_000 }).toEqual(["purge", "verify"]);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await Promise.all([one.stop(), other.stop()]);
  expect(runs.toSorted()).toEqual(["purge", "verify"]);
  expect(failures).toEqual([["purge", "no room"]]);
  const schedules = await world.sql<{ name: string; timezone: string }>(
    "select name, timezone from pgboss.schedule order by name",
  );
  expect(schedules).toEqual(
    jobs
      .map(({ name }) => ({ name, timezone: "Asia/Shanghai" }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
});

test("the server's role makes no tables, also not those of the queue", async () => {
  await expect(world.database.pool.query("create table pgboss.mine (id int)")).rejects.toThrow(
    /permission denied/,
  );
});

test("duties open once for each receiver of a period that has begun", async () => {
  const city = await world.city("Duties");
  const community = await city.community();
  const unit = await city.unit();
  await city.partnership(unit, community);
  await world.sql(
    `insert into "Period" (id, "cityId", code, kind, "opensOn", "closesOn") values ($1, $3, '2026Q1', 'QUARTER', '2026-01-01', '2026-03-31'), ($2, $3, '2026Q2', 'QUARTER', '2026-04-01', '2026-06-30')`,
    [newId(), newId(), city.id],
  );
  await world.sql(
    `insert into "DutyRule" (id, "cityId", name, "kindId", quantity, "periodKind", "appliesTo", "proRating", "validFrom")
     values ($1, $2, 'A visit', $3, 1, 'QUARTER', 'EACH', 'FULL', '2025-01-01')`,
    [newId(), city.id, city.kinds.VISIT],
  );
  await job("open-duties").run(context());
  await job("open-duties").run(context());
  const opened = () =>
    world.sql(`select "dueOn"::text from "Obligation" where "cityId" = $1 order by 1`, [city.id]);
  const entries = () =>
    world.sql(`select command, "personId" from "AuditEntry" where "cityId" = $1 order by seq`, [city.id]);
  expect(await opened()).toEqual([{ dueOn: "2026-03-31" }]);
  expect(await entries()).toEqual([{ command: "duties.open", personId: null }]);
});

test("the office is told once of a delivery that waits too long, by working days", async () => {
  const city = await world.city("Silence");
  const community = await city.community();
  const unit = await city.unit();
  const partnership = await city.partnership(unit, community);
  const liaison = await city.person(unit, "LIAISON");
  const worker = await city.person(community, "LIAISON");
  const officer = await city.person(await city.office(), "COORDINATOR");
  // A Monday.
  world.clock.goTo(localDate("2026-03-02"));
  const log = async () => {
    const delivery = await liaison.act("logDelivery", {
      partnershipId: `Partnership:${partnership}`,
      kindId: `Kind:${city.kinds.VISIT}`,
      quantity: "1",
      occurredOn: "2026-03-02",
    });
    expect(delivery).toHaveProperty("id");
    return delivery.id;
  };
  const waiting = await log();
  await worker.act("acceptDelivery", { deliveryId: await log() });
  const told = () =>
    world.sql<{ subject: string }>(
      `select payload->>'subject' as subject from "OutboxEvent" where event = 'delivery.silent' and "cityId" = $1`,
      [city.id],
    );
  world.clock.goTo(localDate("2026-03-06"));
  await job("escalate-silence").run(context());
  expect(await told()).toEqual([]);
  world.clock.goTo(localDate("2026-03-09"));
  await job("escalate-silence").run(context());
  await job("escalate-silence").run(context());
  expect(await told()).toEqual([{ subject: waiting }]);
  await dispatchAll(world);
  expect(
    await world.sql(`select event from "Notification" where "personId" = $1 and event = 'delivery.silent'`, [
      officer.actor.personId,
    ]),
  ).toHaveLength(1);
});

test("files that stand behind nothing are erased after a month, row and hash stay, shared bytes too", async () => {
  const city = await world.city("Files");
  const worker = await city.person(await city.community(), "LIAISON");
  const add = async (key: string, fileKind: string, ageDays: number) => {
    const id = newId();
    stored.add(key);
    await world.sql(
      `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId", "createdAt")
       values ($1, $2, $3, $4, 'image/webp', 1, $4, 'x', $5, $6::timestamptz - make_interval(days => $7))`,
      [id, city.id, fileKind, key, worker.actor.personId, world.clock.now(), ageDays],
    );
    return id;
  };
  await add("old", "PHOTO", 31);
  await add("shared", "PHOTO", 31);
  await add("shared", "PHOTO", 1);
  await add("workbook", "WORKBOOK", 31);
  await add("young", "WORKBOOK", 29);
  const linked = await add("linked", "PHOTO", 400);
  const made = await worker.act("createHelpRequest", {
    receiverId: `Organization:${worker.actor.memberships[0]?.organizationId}`,
    title: "A file",
    body: "",
    urgency: "LOW",
    needs: [],
    evidenceIds: [`Evidence:${linked}`],
    open: false,
  });
  expect(made).toHaveProperty("id");
  await job("expire-files").run(context());
  await job("expire-files").run(context());
  expect([...stored].toSorted()).toEqual(["linked", "shared", "young"]);
  expect(
    await world.sql(
      `select sha256, "erasedAt" is not null as erased from "Evidence" where "cityId" = $1 order by 1, 2`,
      [city.id],
    ),
  ).toEqual([
    { sha256: "linked", erased: false },
    { sha256: "old", erased: true },
    { sha256: "shared", erased: false },
    { sha256: "shared", erased: true },
    { sha256: "workbook", erased: true },
    { sha256: "young", erased: false },
  ]);
  expect(await world.sql(`select from "AuditEntry" where command = 'evidence.expire'`)).toHaveLength(1);
});

test("what need not be remembered is forgotten, the rest is not", async () => {
  const user = newId();
  const key = (name: string, age: string) =>
    world.sql(
      `insert into "IdempotencyKey" ("userId", key, command, "inputHash", result, "createdAt") values ($1, $2, 'x', 'x', '{}', $3::timestamptz - $4::interval)`,
      [user, name, world.clock.now(), age],
    );
  await key("old", "31 days");
  await key("young", "29 days");
  await job("purge").run(context());
  expect(await world.sql(`select key from "IdempotencyKey" where "userId" = $1`, [user])).toEqual([
    { key: "young" },
  ]);
});

test("the nightly verification fails when something does not hold", async () => {
  await job("verify").run(context());
  await world.sql(`alter table "AuditHead" disable trigger user`);
  await world.sql(`update "AuditHead" set seq = seq + 1`);
  await expect(job("verify").run(context())).rejects.toThrow(/verification failed: chain .*audit-heads/);
});
