import { randomBytes } from "node:crypto";
import { addDays, dateOf, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { checkGuest, cleanGuest } from "../activities/model.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { loadSettings } from "../cities/public.ts";
import { openList, takeSession } from "./load.ts";
import { tick } from "./model.ts";
import { actions } from "./policy.ts";
import { addAttendance } from "./record.ts";

export type AddGuestInput = {
  sessionId: string;
  name: string;
  phone: string;
  /** The guest was shown what happens to name and phone, and agreed. */
  consent: boolean;
  arrivedAt?: Date | null;
  idempotencyKey?: string | null;
};

/**
 * A host puts a guest on the list who came without signing up: name and phone with their consent, deleted when the city says so.
 *
 * @throws Rejection REQUIRED, TOO_LONG at `name`, PHONE_FORM at `phone`, CONSENT_MISSING at `consent`; as for `markPresent`.
 */
export function addWalkInGuest(ctx: CommandContext, input: AddGuestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.guest", input }, async (command) => {
    const session = await takeSession(command, input.sessionId);
    const grant = requireHost(command, actions["attendance.list"], sessionSubjects(session));
    const said = cleanGuest(input);
    const problems = checkGuest({ ...said, consent: input.consent });
    if (problems.length > 0) throw Rejection.validation(problems);
    const span = tick(session, command.now, input.arrivedAt ?? null);
    await openList(command, session, null);
    const { guestKeptDays } = await loadSettings(command.tx, session.cityId, command.today);
    const guestId = command.newId();
    await command.tx.guest.create({
      data: {
        id: guestId,
        cityId: session.cityId,
        ...said,
        consentAt: command.now,
        deleteOn: toDbDate(addDays(dateOf(session.endsAt), guestKeptDays + 1)),
        // Nobody holds a link of this sign-up: the hash of bytes that were thrown away.
        tokenHash: randomBytes(32),
      },
    });
    return addAttendance(command, session, {
      personId: null,
      guestId,
      organization: null,
      method: "LIST",
      span,
      enteredByOrganizationId: grant.membership?.organizationId ?? null,
    });
  });
}
