import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { Action } from "../../kernel/policy.ts";
import type { AuthEvent, AuthEventKind } from "./auth.ts";

/** What the platform's chain calls each event. */
const NAMES: Record<AuthEventKind, string> = {
  SIGNED_IN: "signIn.succeed",
  SIGN_IN_FAILED: "signIn.fail",
  LOCKED_OUT: "signIn.lock",
  SIGNED_OUT: "signIn.end",
  PASSWORD_CHANGED: "password.change",
  PASSWORD_RESET: "password.reset",
  SESSION_REVOKED: "session.revoke",
  SESSIONS_REVOKED: "session.revokeAll",
  ACCOUNT_CREATED: "account.create",
  SECOND_FACTOR_SET_UP: "secondFactor.setUp",
  SECOND_FACTOR_REMOVED: "secondFactor.remove",
  CODE_FAILED: "signIn.failCode",
  RECOVERY_CODE_USED: "recoveryCode.use",
  RECOVERY_CODES_RENEWED: "recoveryCodes.renew",
};

/** Only the system records sign-ins: nobody is granted it. */
const RECORD: Action = { name: "signIn.record", kind: "write", who: [] };

/**
 * Writes what happened to a sign-in into the platform's chain, which belongs to no city. The authentication library
 * makes its own writes; this follows them, and when it fails the request fails.
 */
export async function auditSignIn(ctx: Omit<CommandContext, "actor">, event: AuthEvent): Promise<void> {
  const { kind, userId, personId, sessionId } = event;
  const system = { ...ctx, actor: { kind: "SYSTEM", cityId: null } as const };
  await runCommand(system, { name: NAMES[kind], input: {} }, async (command) => {
    command.require(RECORD, { cityId: "" });
    command.audit({
      subjectIds: [userId, personId].filter((id) => id !== null),
      payload: { userId, personId, sessionId },
    });
    return { id: userId ?? command.newId() };
  });
}
