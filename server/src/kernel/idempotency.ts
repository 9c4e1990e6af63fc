import { createHmac } from "node:crypto";
import { canonicalJson, digestOf } from "./canonical.ts";
import type { Transaction } from "./db.ts";
import { Rejection } from "./result.ts";
import type { SecretOf } from "./secret.ts";

/** What a remembered command answers: the id of the thing it made or changed. */
export type CommandResult = { id: string };

export type IdempotencyClaim =
  | { kind: "first"; remember(result: CommandResult): Promise<void> }
  | { kind: "replay"; result: CommandResult };

/**
 * Takes a key for this transaction. A second request with the same key waits here until the first has ended:
 * after its commit the second gets the remembered result, after its rollback it is the first itself.
 * The same key with another command or input is refused (`KEY_REUSED`). Of the input a digest under a key of the server is kept, where
 * there is one: a phone number is soon found from a plain digest, and must be gone on the day on which it is deleted.
 */
export async function claimKey(
  tx: Transaction,
  claim: { userId: string; key: string; command: string; input: unknown; secretOf?: SecretOf | undefined },
): Promise<IdempotencyClaim> {
  const text = canonicalJson(claim.input);
  const inputHash = claim.secretOf
    ? createHmac("sha256", claim.secretOf("remembered inputs")).update(text, "utf8").digest("hex")
    : digestOf(text);
  const taken = await tx.$executeRaw`
    insert into "IdempotencyKey" ("userId", "key", "command", "inputHash", "result")
    values (${claim.userId}::uuid, ${claim.key}, ${claim.command}, ${inputHash}, '{}'::jsonb)
    on conflict do nothing`;
  const where = { userId_key: { userId: claim.userId, key: claim.key } };
  if (taken === 1) {
    return {
      kind: "first",
      async remember(result) {
        await tx.idempotencyKey.update({ where, data: { result } });
      },
    };
  }
  const known = await tx.idempotencyKey.findUniqueOrThrow({ where });
  if (known.command !== claim.command || known.inputHash !== inputHash)
    throw Rejection.conflict(null, "KEY_REUSED");
  return { kind: "replay", result: known.result as CommandResult };
}
