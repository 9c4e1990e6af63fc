import { PgBoss } from "pg-boss";
import { toDbDate, today } from "./kernel/clock.ts";
import type { CommandContext } from "./kernel/command.ts";
import { Rejection } from "./kernel/result.ts";
import { extendSeries } from "./modules/activities/extend-series.ts";
import { forgetGuests } from "./modules/activities/forget-guests.ts";
import { escalateAppeals } from "./modules/appeals/escalate-appeals.ts";
import { forgetContacts } from "./modules/appeals/forget-contacts.ts";
import { type HeadsTargets, publishHeads } from "./modules/audit/publish-heads.ts";
import { verify } from "./modules/audit/verify.ts";
import { measureBurden } from "./modules/burden/measure-burden.ts";
import { escalateSilence, silentDeliveries } from "./modules/deliveries/escalate-silence.ts";
import { expireEvidence } from "./modules/evidence/expire-evidence.ts";
import type { FileStorage } from "./modules/evidence/storage.ts";
import { forgetAskers } from "./modules/help-requests/forget-askers.ts";
import { openDueHalls } from "./modules/help-requests/open-to-hall.ts";
import { endSessionsOfYesterday } from "./modules/identity/public.ts";
import { forgetMessages, sendDigests } from "./modules/notifications/digests.ts";
import { runReminders } from "./modules/notifications/run-reminders.ts";
import { openDuties } from "./modules/obligations/open-duties.ts";
import { expirePartnership } from "./modules/partnerships/expire-partnership.ts";
import { watchStations } from "./modules/stations/watch-stations.ts";

/** What a job works with. Facts are written as SYSTEM, by commands of the city concerned. */
export type JobContext = Omit<CommandContext, "actor"> & {
  storage: FileStorage;
  /** Where the heads of the chains leave the house. */
  heads?: HeadsTargets;
};

/** One thing that the server does by itself. Exactly one server process runs it at its time. */
export type Job = {
  name: string;
  /** Minute, hour, day, month, weekday in Asia/Shanghai. */
  schedule: string;
  what: string;
  run(ctx: JobContext): Promise<void>;
};

const DAY_MS = 86_400_000;
/** Phones go offline, for weeks at most. */
const KEYS_KEPT_DAYS = 30;
/** Told events stay readable for a while. */
const OUTBOX_KEPT_DAYS = 90;

/** Everything that runs by the clock. */
export const jobs: readonly Job[] = [
  {
    name: "open-duties",
    schedule: "10 0 * * *",
    what: "Opens what the rules ask for in a period that has begun, once for each receiver.",
    run: openDutiesOfNewPeriods,
  },
  {
    name: "expire-partnerships",
    schedule: "5 0 * * *",
    what: "Ends partnerships whose term ran out, one command each.",
    run: expirePartnerships,
  },
  {
    name: "open-halls",
    schedule: "15 0 * * *",
    what: "Shows requests to the whole city whose days with the paired units are over, one command each.",
    run: openDueHalls,
  },
  {
    name: "forget-askers",
    schedule: "20 0 * * *",
    what: "Deletes name and contact of who asked for help, some time after the request ended.",
    run: forgetAskers,
  },
  {
    name: "end-sessions",
    schedule: "2 0 * * *",
    what: "Ends the sessions of those whose last role ended the day before.",
    run: ({ database, clock }) => endSessionsOfYesterday(database.prisma, today(clock)),
  },
  {
    name: "extend-series",
    schedule: "20 0 * * *",
    what: "Gives every series the days that have come into sight and goes around holidays named since, one command each.",
    async run(ctx) {
      await extendSeries(ctx);
    },
  },
  {
    name: "forget-guests",
    schedule: "45 3 * * *",
    what: "Deletes name and phone of who signed up from outside, on the day that their city keeps them to.",
    async run(ctx) {
      await forgetGuests(ctx);
    },
  },
  {
    name: "escalate-silence",
    schedule: "0 8 * * *",
    what: "Tells the office of deliveries that wait for their receiver longer than the city allows, once each.",
    run: escalateSilentDeliveries,
  },
  {
    name: "watch-stations",
    schedule: "20 0 * * *",
    what: "Tells communities and their offices of stations whose timetable went stale, once each.",
    run: watchStations,
  },
  {
    name: "escalate-appeals",
    schedule: "5 8 * * *",
    what: "Tells the community, and later its office, of residents who wait for an answer longer than the city allows.",
    async run(ctx) {
      const cities = await ctx.database.prisma.city.findMany({ select: { id: true } });
      for (const { id } of cities) await escalateAppeals(ctx, id);
    },
  },
  {
    name: "forget-contacts",
    schedule: "40 3 * * *",
    what: "Deletes how residents can be reached once the days for which a city keeps it are over.",
    async run(ctx) {
      const cities = await ctx.database.prisma.city.findMany({ select: { id: true } });
      for (const { id } of cities) while ((await forgetContacts(ctx, id)) > 0);
    },
  },
  {
    name: "remind",
    schedule: "*/15 * * * *",
    what: "Reminds by the cities' policies, each person at most once of a thing and a rung, outside of quiet hours.",
    run: (ctx) => inEveryCity(ctx, (cityId) => runReminders(ctx, cityId)),
  },
  {
    name: "summarize-day",
    schedule: "*/10 * * * *",
    what: "Makes everybody's summary of the day, once, from the time that the city has set.",
    run: (ctx) => inEveryCity(ctx, (cityId) => sendDigests(ctx, cityId)),
  },
  {
    name: "measure-burden",
    schedule: "40 * * * *",
    what: "Counts what the system asked of each organization this week and the last.",
    run: (ctx) => inEveryCity(ctx, (cityId) => measureBurden(ctx, cityId)),
  },
  {
    name: "verify",
    schedule: "30 2 * * *",
    what: "Recomputes every audit chain, runs every invariant and compares the published heads; fails when something does not hold.",
    async run({ database, clock, heads: targets }) {
      const at = { headsDirectory: targets?.directory };
      const { ok, chains, checks, heads } = await verify(database.pool, clock, at);
      if (ok) return;
      const broken = [
        ...chains.filter((chain) => chain.broken).map(({ chain }) => `chain ${chain}`),
        ...checks.filter(({ violations }) => violations > 0).map(({ check }) => check),
        ...(heads?.lost ?? []).map(({ chain, day }) => `head of ${chain} of ${day}`),
        ...(heads?.broken ?? []).map(({ file, line }) => `${file}:${line}`),
      ];
      throw new Error(`verification failed: ${broken.join(", ")}`);
    },
  },
  {
    name: "publish-heads",
    schedule: "50 23 * * *",
    what: "Publishes where every audit chain ends: a row, a line in a file, and a letter where mail is set.",
    async run({ database, clock, heads = {} }) {
      await publishHeads({ database, clock }, heads);
    },
  },
  {
    name: "expire-files",
    schedule: "0 4 * * *",
    what: "Erases files that nobody put behind a fact within thirty days, and workbooks that were read.",
    async run(ctx) {
      const cities = await ctx.database.prisma.city.findMany({ select: { id: true } });
      for (const { id } of cities) while ((await expireEvidence(ctx, ctx.storage, id)) > 0);
    },
  },
  {
    name: "purge",
    schedule: "30 3 * * *",
    what: "Forgets remembered commands after 30 days, told events after 90, sessions that have ended, and how often forms were sent.",
    async run({ database, clock }) {
      const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
      const { prisma } = database;
      await prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: before(KEYS_KEPT_DAYS) } } });
      await prisma.outboxEvent.deleteMany({ where: { dispatchedAt: { lt: before(OUTBOX_KEPT_DAYS) } } });
      await forgetMessages({ database, clock });
      await prisma.authSession.deleteMany({ where: { expiresAt: { lt: clock.now() } } });
      await prisma.authVerification.deleteMany({ where: { expiresAt: { lt: clock.now() } } });
      await prisma.publicFormCount.deleteMany({ where: { since: { lt: before(1) } } });
    },
  },
];

/**
 * Opens the duties of periods that have begun and are not sealed: one command for each receiver and period, and never again for
 * one that had its command, so that a night that was missed is made up for and a quiet night writes nothing.
 */
async function openDutiesOfNewPeriods(ctx: JobContext): Promise<void> {
  const day = toDbDate(today(ctx.clock));
  const due = await ctx.database.prisma.$queryRaw<{ cityId: string; periodId: string; receiverId: string }[]>`
    select distinct p."cityId", p.id as "periodId", s."receiverId"
    from "Period" p
    join "Partnership" s on s."cityId" = p."cityId" and s."state" in ('ACTIVE', 'SUSPENDED')
      and s."startsOn" <= p."closesOn" and s."endsOn" >= p."opensOn"
    where p."opensOn" <= ${day}::date and p."closesOn" >= ${day}::date and p."sealedAt" is null
      and not exists (
        select from "AuditEntry" e
        where e."subjectIds" @> array[p.id] and e."command" = 'duties.open'
          and e."payload"::jsonb ->> 'receiverId' is not distinct from s."receiverId"::text)
      and not exists (
        select from "AuditEntry" e
        where e."subjectIds" @> array[p.id] and e."command" = 'duties.open' and e."payload"::jsonb ->> 'receiverId' is null)
    order by p."cityId", p.id, s."receiverId"`;
  for (const { cityId, periodId, receiverId } of due) {
    await openDuties({ ...ctx, actor: { kind: "SYSTEM", cityId } }, { periodId, receiverId });
  }
}

/** Does something for each open city, one after the other. */
async function inEveryCity(ctx: JobContext, run: (cityId: string) => Promise<unknown>): Promise<void> {
  const cities = await ctx.database.prisma.city.findMany({ where: { closedOn: null }, select: { id: true } });
  for (const { id } of cities) await run(id);
}

/** Ends partnerships whose last day is past; what is still open of them stays owed. */
async function expirePartnerships(ctx: JobContext): Promise<void> {
  const over = await ctx.database.prisma.partnership.findMany({
    where: { state: { in: ["ACTIVE", "SUSPENDED"] }, endsOn: { lt: toDbDate(today(ctx.clock)) } },
    select: { id: true, cityId: true },
    orderBy: { id: "asc" },
  });
  for (const { id, cityId } of over) {
    await expirePartnership({ ...ctx, actor: { kind: "SYSTEM", cityId } }, { partnershipId: id });
  }
}

/** Deliveries of one city told in one run: what is left waits for the next morning. */
const MOST_ESCALATIONS = 2_000;

async function escalateSilentDeliveries(ctx: JobContext): Promise<void> {
  const cities = await ctx.database.prisma.city.findMany({ where: { closedOn: null }, select: { id: true } });
  for (const { id: cityId } of cities) {
    for (const deliveryId of await silentDeliveries(ctx, cityId, MOST_ESCALATIONS)) {
      try {
        await escalateSilence({ ...ctx, actor: { kind: "SYSTEM", cityId } }, deliveryId);
      } catch (error) {
        // Answered at this very moment: nothing to tell any more.
        if (!(error instanceof Rejection)) throw error;
      }
    }
  }
}

const SCHEMA = "pgboss";
const ZONE = "Asia/Shanghai";

/**
 * Makes the job queue's own tables and queues, as the owner: the server's role makes none. To be called after the migrations and
 * before the server's role gets its rights.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    max: 2,
    application_name: "gongjian jobs",
    supervise: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const { name } of jobs) {
      if (!known.has(name))
        await boss.createQueue(name, { policy: "exclusive", retryLimit: 2, retryDelay: 300 });
    }
    // A job that this version no longer has is not asked for again.
    for (const { name } of await boss.getSchedules()) {
      if (!jobs.some((job) => job.name === name)) await boss.unschedule(name);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Running jobs. */
export type JobRunner = {
  /** Runs a job now, on whichever server process takes it first. */
  request(name: string): Promise<void>;
  /** Waits for the job in hand and ends. */
  stop(): Promise<void>;
};

export type JobRunnerOptions = JobContext & {
  onFailure(job: string, error: unknown): void;
  /** What runs; all of them by default. */
  jobs?: readonly Job[];
  /** Seconds between two looks for something to do. */
  pollSeconds?: number;
};

/**
 * Runs the jobs for as long as the server runs. Several server processes share them: each run happens once.
 *
 * @throws when `prepareJobs` has not been run on this database.
 */
export async function startJobs(options: JobRunnerOptions): Promise<JobRunner> {
  const { database, onFailure, pollSeconds = 30 } = options;
  const boss = new PgBoss({
    connectionString: database.url,
    schema: SCHEMA,
    max: 2,
    application_name: "gongjian jobs",
    migrate: false,
    createSchema: false,
  });
  boss.on("error", (error) => onFailure("queue", error));
  await boss.start();
  for (const job of options.jobs ?? jobs) {
    await boss.schedule(job.name, job.schedule, null, { tz: ZONE });
    await boss.work(job.name, { pollingIntervalSeconds: pollSeconds }, async () => {
      try {
        await job.run(options);
      } catch (error) {
        onFailure(job.name, error);
        throw error;
      }
    });
  }
  return {
    async request(name) {
      await boss.send(name, {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 8_000 }),
  };
}
