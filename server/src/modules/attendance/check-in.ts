import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { sessionsVisibleTo } from "../activities/policy.ts";
import type { HostedSession } from "../activities/public.ts";
import { tryGuess } from "../identity/public.ts";
import { isCodeAt } from "./codes.ts";
import { comingFor, lockSession, openList, requireHeld } from "./load.ts";
import { checkIn } from "./model.ts";
import { actions } from "./policy.ts";
import { addAttendance } from "./record.ts";

export type CheckInInput = {
  sessionId: string;
  /** What the host's phone shows: six digits, or the long code of its QR. */
  code: string;
  /** For whom the person comes, where they have several roles. */
  organizationId?: string | null;
  idempotencyKey?: string | null;
};

/**
 * Somebody who is there checks in by the code that the host's phone shows. Who knows it need not have signed up. Wrong codes are
 * counted.
 *
 * @throws Rejection CODE_WRONG at `code`, TOO_MANY_GUESSES, SESSION_NOT_YET, SESSION_OVER, SESSION_CANCELLED, ALREADY_HERE,
 * ATTENDS_ELSEWHERE.
 */
export function checkInByCode(ctx: CommandContext, input: CheckInInput): Promise<CommandResult> {
  const { actor } = ctx;
  if (actor.kind !== "PERSON") throw Rejection.forbidden("PERSON_REQUIRED");
  // Counted by itself for each session: who stands before one that it knows wins no guesses at another. Whatever goes wrong before
  // the code was found right is a guess too, or any other mistake would buy new ones.
  let isRight = false;
  const name = `check-in:${actor.userId}:${input.sessionId}`;
  return tryGuess(
    ctx,
    name,
    () => !isRight,
    () =>
      runCommand(ctx, { name: "attendance.checkIn", input }, async (command) => {
        const { personId } = command.person();
        const session = await sessionOfCode(command, input);
        isRight = true;
        command.require(actions["attendance.own"], { cityId: session.cityId });
        requireHeld(session);
        const organization = await comingFor(command, session, personId, input.organizationId);
        const span = checkIn(session, command.now, 0);
        await openList(command, session, organization);
        return addAttendance(command, session, {
          personId,
          guestId: null,
          organization,
          method: "CODE",
          span,
          enteredByOrganizationId: null,
        });
      }),
  );
}

const WRONG = "CODE_WRONG";

/** The session under lock. Its code proves presence, also to who would not see it otherwise; to them a wrong one finds nothing. */
async function sessionOfCode(command: Command, input: CheckInInput): Promise<HostedSession> {
  const person = command.person();
  const session = await lockSession(command, input.sessionId);
  if (isCodeAt(session.checkInSecret, session.id, command.now, input.code)) return session;
  const isSeen = await command.tx.activitySession.count({
    where: { AND: [{ id: session.id }, sessionsVisibleTo(person)] },
  });
  throw isSeen > 0 ? Rejection.validation([{ path: ["code"], code: WRONG }]) : Rejection.notFound();
}
