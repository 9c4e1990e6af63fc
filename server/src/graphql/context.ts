import { GraphQLError } from "graphql";
import type { Actor, PersonActor } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { Database } from "../kernel/db.ts";
import type { Outside } from "../kernel/outside.ts";
import type { SecretOf } from "../kernel/secret.ts";
import type { AuthService } from "../modules/identity/accounts.ts";

/** What every resolver gets. `actor` is null for a visitor who has not signed in. */
export type Context = {
  database: Database;
  clock: Clock;
  actor: PersonActor | null;
  /** Somebody is signed in who must set up a second factor before anything else. */
  secondFactorDue?: boolean;
  /** Makes accounts, for visitors who were invited. */
  accounts: Pick<AuthService, "createAccount" | "resetPassword">;
  /** The network address of whoever asks. */
  clientAddress: string;
  wakeOutbox: () => void;
  /** The bytes of a stored file by its key. */
  readFile?: (storageKey: string) => Promise<Uint8Array>;
  /** Keys of this server. */
  secretOf?: SecretOf;
  /** Where messages may go. */
  outside?: Outside;
};

/** The signed-in person, or the error UNAUTHENTICATED; FORBIDDEN with its reason for one who owes a second factor. */
export function requireActor(ctx: Context): PersonActor {
  if (ctx.secondFactorDue)
    throw new GraphQLError("Set up a second factor first.", {
      extensions: { code: "FORBIDDEN", reason: "TWO_FACTOR_REQUIRED" },
    });
  if (!ctx.actor) throw new GraphQLError("Sign in first.", { extensions: { code: "UNAUTHENTICATED" } });
  return ctx.actor;
}

/** The context of a command for the signed-in person. */
export function commandContext(ctx: Context): CommandContext & { actor: Actor } {
  const { database, clock, wakeOutbox, readFile, secretOf, outside } = ctx;
  return { database, clock, actor: requireActor(ctx), wakeOutbox, readFile, secretOf, outside };
}
