import { randomBytes } from "node:crypto";
import { type Act, actDigest } from "./act.ts";
import type { Actor, PersonActor, PublicActor } from "./actor.ts";
import { canonicalJson } from "./canonical.ts";
import { type Clock, dateOf, type LocalDate } from "./clock.ts";
import type { Database, Transaction } from "./db.ts";
import { isRetryable, rejectionOf } from "./db-errors.ts";
import type { EventDeclaration, EventPayload } from "./events.ts";
import { type CommandResult, claimKey } from "./idempotency.ts";
import { newId } from "./ids.ts";
import type { Outside } from "./outside.ts";
import { type Action, can, type Grant, type Subject } from "./policy.ts";
import { Rejection } from "./result.ts";
import type { SecretOf } from "./secret.ts";

/** What a command needs from outside. GraphQL's context is one; jobs and the seed make their own. */
export type CommandContext = {
  database: Database;
  actor: Actor;
  clock: Clock;
  /** Called after a commit that wrote to the outbox. */
  wakeOutbox?: () => void;
  /** The bytes of a stored file by its key; absent where no files are kept. */
  readFile?: (storageKey: string) => Promise<Uint8Array>;
  /** Keys of this server; absent where nothing is sealed or signed. */
  secretOf?: SecretOf;
  /** Where messages may go; absent where nothing leaves the house. */
  outside?: Outside;
};

/** What is written about a command. Never a name, a phone or free text: ids, amounts, dates, digests. */
export type AuditRecord = {
  /** Ids of everything the command made or changed; the feed of a thing is found by them. */
  subjectIds: readonly string[];
  partnershipId?: string | null;
  payload: Record<string, unknown>;
};

/** The inside of a running command. */
export type Command = {
  tx: Transaction;
  actor: Actor;
  now: Date;
  today: LocalDate;
  /** A new UUIDv7 at the command's instant. */
  newId(): string;
  /** Refuses unless the policy allows the action; every command asks at least once. */
  require(action: Action, subject: Subject): Grant;
  /** The acting person; refuses for the system, where a person must sign. */
  person(): PersonActor;
  /** Writes the outbox row of a declared event. */
  emit(event: EventDeclaration, payload: EventPayload): void;
  /** Says what the audit entry holds; exactly once in every command. */
  audit(record: AuditRecord): void;
};

export type CommandSpec = {
  /** Name in the audit chain: `delivery.log`. */
  name: string;
  /** The whole input, hashed for idempotency. */
  input: { idempotencyKey?: string | null } & Record<string, unknown>;
  /** Milliseconds that its transaction may last, where the default is too short for a bulk of rows. */
  timeoutMs?: number;
  /** No other command of the city runs at the same time: what it closes (a period) is what all of them then see closed. */
  alone?: boolean;
};

const ATTEMPTS = 4;

/**
 * Runs one command: one transaction at READ COMMITTED, idempotency, policy, the step itself, outbox,
 * one audit entry as the last write, commit. Throws `Rejection` when the command is refused: nothing is then
 * stored and the key is free again. A deadlock or a serialization failure is retried with the same key.
 *
 * @returns the id of what the command made or changed; for a repeated key the id remembered from its commit.
 */
export async function runCommand(
  ctx: CommandContext,
  spec: CommandSpec,
  step: (command: Command) => Promise<CommandResult>,
): Promise<CommandResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { result, emitted } = await ctx.database.prisma.$transaction(
        (tx) => execute(ctx, spec, step, tx),
        spec.timeoutMs === undefined ? undefined : { timeout: spec.timeoutMs },
      );
      if (emitted) ctx.wakeOutbox?.();
      return result;
    } catch (error) {
      if (isRetryable(error) && attempt < ATTEMPTS) continue;
      throw rejectionOf(error) ?? error;
    }
  }
}

async function execute(
  ctx: CommandContext,
  spec: CommandSpec,
  step: (command: Command) => Promise<CommandResult>,
  tx: Transaction,
): Promise<{ result: CommandResult; emitted: boolean }> {
  const now = ctx.clock.now();
  await begin(tx, spec, ctx.actor.cityId, now);

  const key = spec.input.idempotencyKey;
  const { actor } = ctx;
  const claim =
    key && actor.kind !== "SYSTEM"
      ? await claimKey(tx, {
          userId: ownerOfKeys(actor),
          key,
          command: spec.name,
          input: spec.input,
          secretOf: ctx.secretOf,
        })
      : null;
  if (claim?.kind === "replay") return { result: claim.result, emitted: false };

  const grants: Grant[] = [];
  const subjects: Subject[] = [];
  const events: { event: EventDeclaration; payload: EventPayload }[] = [];
  const records: AuditRecord[] = [];
  const command: Command = {
    tx,
    actor,
    now,
    today: dateOf(now),
    newId: () => newId(now),
    require(action, subject) {
      const grant = can(actor, action, subject);
      if (!grant) throw Rejection.forbidden();
      grants.push(grant);
      subjects.push(subject);
      return grant;
    },
    person() {
      if (actor.kind !== "PERSON") throw Rejection.forbidden("PERSON_REQUIRED");
      return actor;
    },
    emit(event, payload) {
      events.push({ event, payload });
    },
    audit(record) {
      records.push(record);
    },
  };

  const result = await step(command);

  const [record] = records;
  const [grant] = grants;
  const [subject] = subjects;
  if (!record || records.length > 1)
    throw new Error(`${spec.name}: a command writes exactly one audit record`);
  if (!grant || !subject) throw new Error(`${spec.name}: a command asks the policy before it acts`);

  const cityId = subject.cityId === "" ? null : subject.cityId;
  if (events.length > 0) {
    await tx.outboxEvent.createMany({
      data: events.map(({ event, payload }) => ({
        cityId,
        event: event.name,
        payload: { ...payload, actorPersonId: actor.kind === "PERSON" ? actor.personId : null },
      })),
    });
  }
  await claim?.remember(result);
  await appendAudit(tx, { spec, actor, now, cityId, grant, record });
  return { result, emitted: events.length > 0 };
}

/** Keys of a person are the user's own; those of public forms, which nobody can guess, are the city's. */
function ownerOfKeys(actor: PersonActor | PublicActor): string {
  return actor.kind === "PERSON" ? actor.userId : actor.cityId;
}

/** Tells the database the command's instant, and waits where the city is in the hands of a command that runs alone. */
async function begin(tx: Transaction, spec: CommandSpec, cityId: string | null, now: Date): Promise<void> {
  const instant = now.toISOString();
  if (cityId === null) await tx.$executeRaw`select set_config('gongjian.now', ${instant}, true)`;
  else if (spec.alone)
    await tx.$executeRaw`
      select set_config('gongjian.now', ${instant}, true), pg_advisory_xact_lock(hashtextextended(${cityId}, 0))`;
  else
    await tx.$executeRaw`
      select set_config('gongjian.now', ${instant}, true), pg_advisory_xact_lock_shared(hashtextextended(${cityId}, 0))`;
}

/** The chain of acts that belong to no city. */
export const PLATFORM_CHAIN = "PLATFORM";

async function appendAudit(
  tx: Transaction,
  entry: {
    spec: CommandSpec;
    actor: Actor;
    now: Date;
    cityId: string | null;
    grant: Grant;
    record: AuditRecord;
  },
): Promise<void> {
  const { spec, actor, now, cityId, grant, record } = entry;
  const act: Act = {
    command: spec.name,
    personId: actor.kind === "PERSON" ? actor.personId : null,
    organizationId: grant.membership?.organizationId ?? null,
    onBehalfOfId: grant.onBehalfOfId,
    partnershipId: record.partnershipId ?? null,
    subjectIds: [...new Set(record.subjectIds)],
  };
  // The chain hashes the payload: with the act's digest in it, nobody can say later that another person did it.
  const payload = canonicalJson({ ...record.payload, act: actDigest(act) });
  await tx.$executeRaw`
    select append_audit(
      ${newId(now)}::uuid, ${cityId ?? PLATFORM_CHAIN}, ${now.toISOString()}::timestamptz, ${cityId}::uuid, ${act.command},
      ${act.personId}::uuid, ${act.organizationId}::uuid, ${act.onBehalfOfId}::uuid, ${[...act.subjectIds]}::uuid[],
      ${act.partnershipId}::uuid, ${payload}, ${randomBytes(16)})`;
}
