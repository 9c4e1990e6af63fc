import { createHmac } from "node:crypto";
import { addDays, dateOf, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { type SecretOf, secretHash } from "../../kernel/secret.ts";
import { loadSettings } from "../cities/public.ts";
import { enter } from "./line.ts";
import { checkGuest, cleanGuest } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession } from "./public.ts";

export type SignUpGuestInput = {
  sessionId: string;
  name: string;
  phone: string;
  /** That the page's words about their data were agreed to. */
  consent: boolean;
  /** The token of the form: random, and the same when it is sent twice. */
  idempotencyKey: string;
};

/** The secret of the link by which a guest sees the own sign-up. It follows from the form, so that sending it twice leads to one link. */
export function guestSecretOf(secretOf: SecretOf, formToken: string): string {
  return createHmac("sha256", secretOf("guest sign-up")).update(formToken, "utf8").digest("base64url");
}

/**
 * Somebody from outside comes to a session that is open to the public: with name and phone, which the hosts alone see and which a
 * nightly job deletes. Without a free place they wait in line.
 *
 * @param ctx with the public as actor, and the keys of the server.
 * @throws Rejection REQUIRED, TOO_LONG, PHONE_FORM, CONSENT_MISSING by field; SESSION_NOT_PLANNED, SESSION_STARTED;
 * ALREADY_SIGNED_UP for a phone that is in the line.
 */
export function signUpGuest(ctx: CommandContext, input: SignUpGuestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "signup.guest", input }, async (command) => {
    const { tx, now } = command;
    if (!ctx.secretOf) throw new Error("signup.guest: no keys to make a link with");
    const session = await loadSession(command, input.sessionId);
    command.require(actions["signup.guest"], { cityId: session.cityId });
    const { name, phone } = cleanGuest(input);
    const problems = checkGuest({ name, phone, consent: input.consent });
    if (problems.length > 0) throw Rejection.validation(problems);
    const there = await tx.signup.count({
      where: {
        cityId: session.cityId,
        sessionId: session.id,
        state: { not: "CANCELLED" },
        guest: { phone },
      },
    });
    if (there > 0) throw Rejection.conflict(null, "ALREADY_SIGNED_UP");
    const { guestKeptDays } = await loadSettings(tx, session.cityId, command.today);
    const guestId = command.newId();
    await tx.guest.create({
      data: {
        id: guestId,
        cityId: session.cityId,
        name,
        phone,
        consentAt: now,
        deleteOn: toDbDate(addDays(dateOf(session.endsAt), guestKeptDays + 1)),
        tokenHash: secretHash(guestSecretOf(ctx.secretOf, input.idempotencyKey)),
      },
    });
    const signup = await enter(command, session, { guestId });
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId],
      payload: { sessionId: session.id, state: signup.state, arrival: signup.arrival, guest: true },
    });
    return { id: signup.id };
  });
}
