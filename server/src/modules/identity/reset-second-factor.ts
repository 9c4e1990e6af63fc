import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPerson, requirePersonManager } from "../organizations/public.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

export type ResetSecondFactorInput = { personId: string; idempotencyKey?: string | null };

/**
 * An office takes a lost second factor away: the person signs in with the password alone and sets up a new one. Sessions end,
 * trusted devices are forgotten.
 *
 * @throws Rejection NO_SECOND_FACTOR; OWN_SECOND_FACTOR: one's own is switched off with the password.
 */
export function resetSecondFactor(
  ctx: CommandContext,
  input: ResetSecondFactorInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "secondFactor.reset", input }, async (command) => {
    const { tx } = command;
    await lockRows(tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    requirePersonManager(command, person, actions["secondFactor.reset"]);
    // Whoever holds a stolen session would else be rid of the code.
    if (person.id === command.person().personId) throw Rejection.forbidden("OWN_SECOND_FACTOR");
    const account = await tx.authUser.findUnique({
      where: { personId: person.id },
      select: { id: true, twoFactor: { select: { id: true } } },
    });
    if (!account?.twoFactor) {
      throw Rejection.invalidTransition({ from: "NO_SECOND_FACTOR", allowed: [], code: "NO_SECOND_FACTOR" });
    }
    await tx.authTwoFactor.delete({ where: { id: account.twoFactor.id } });
    await tx.authUser.update({ where: { id: account.id }, data: { twoFactorEnabled: false } });
    await tx.authVerification.deleteMany({ where: { value: account.id } });
    await tx.authSession.deleteMany({ where: { userId: account.id } });
    command.emit(events["secondFactor.reset"], { subject: `Person:${person.id}`, personIds: [person.id] });
    command.audit({ subjectIds: [person.id], payload: { personId: person.id } });
    return { id: person.id };
  });
}
