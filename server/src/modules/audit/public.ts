import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { Action, Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { actions } from "./policy.ts";

/** Where a city's chain ends: what every file that leaves the house carries. `hash` is hex. */
export type ChainHead = { seq: bigint; hash: string; at: Date };

/** The last entry of a city's chain, in one statement; null before the first command. */
export async function chainHeadOf(
  reader: Pick<Transaction, "auditEntry">,
  cityId: string,
): Promise<ChainHead | null> {
  const last = await reader.auditEntry.findFirst({
    where: { chain: cityId },
    orderBy: { seq: "desc" },
    select: { seq: true, hash: true, at: true },
  });
  return last && { seq: last.seq, hash: Buffer.from(last.hash).toString("hex"), at: last.at };
}

/** What was read or taken away: its name in the chain is `reading.<what>`. */
export type ReadingKind = "pack" | "person" | "attachment" | "export" | "report";

export type Reading = {
  what: ReadingKind;
  /** Ids of what was read. A long list is better given as a digest in the payload. */
  subjectIds: readonly string[];
  partnershipId?: string | null;
  /** Ids, amounts, dates, digests: never a name, a phone or free text. */
  payload: Record<string, unknown>;
  /** Whose it is that was read, for the policy. By default the actor's own organization, for what `visibleTo` has already bounded. */
  subject?: Subject;
  /** Recorded once under this key, however often it is read. */
  onceAs?: string;
};

const ACTION_OF: Record<ReadingKind, Action> = {
  pack: actions["audit.export"],
  export: actions["audit.export"],
  report: actions["audit.export"],
  person: actions["audit.read"],
  attachment: actions["audit.read"],
};

/**
 * Records in the city's chain that somebody read something. To be awaited before anything is shown or sent: what cannot be
 * recorded is not read.
 *
 * @throws Rejection forbidden when the subject is neither the actor's own nor in its territory.
 */
export async function recordReading(ctx: CommandContext, reading: Reading): Promise<void> {
  const { what, subjectIds, partnershipId, payload, onceAs } = reading;
  const name = `reading.${what}`;
  const input = onceAs === undefined ? {} : { idempotencyKey: `${name}:${onceAs}` };
  await runCommand(ctx, { name, input }, async (command) => {
    const subject = reading.subject ?? ownOrganization(ctx);
    command.require(ACTION_OF[what], subject);
    command.audit({ subjectIds, partnershipId: partnershipId ?? null, payload });
    return { id: subjectIds[0] ?? subject.cityId };
  });
}

function ownOrganization({ actor }: CommandContext): Subject {
  if (actor.kind !== "PERSON") throw Rejection.forbidden("PERSON_REQUIRED");
  const [first] = actor.memberships;
  if (!first) throw Rejection.forbidden();
  return { cityId: actor.cityId, organization: { id: first.organizationId, path: first.path } };
}
