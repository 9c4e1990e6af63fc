import type { LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { mayRemind } from "./follow-up.ts";
import { type ObligationInHand, requireNotOwnPromise, takeObligations } from "./load.ts";
import { type Amended, extend } from "./model.ts";
import { actions, lateOn, visibleTo } from "./policy.ts";
import { cityRules } from "./public-rules.ts";
import { type LoadedObligation, lockWithAnswered, mustNotBeJudged, saveDecision } from "./rows.ts";

/** What an office says about promises and decides on them, one at a time or many at once, inside its own command. */

/** What became of one of many: what was made, or why it was refused. */
export type Done<Made> = { made: Made; refused: null } | { made: null; refused: Rejection };

export type ReminderToSend = {
  /** Under the command's lock: two reminders at once are then counted one after the other. */
  partnership: { id: string; cityId: string; giverId: string; receiverId: string };
  /** Whom. */
  to: "GIVER" | "RECEIVER";
  fromOrganizationId: string;
  /** The one promise it is about, checked by the caller. */
  obligationId?: string | null;
};

const WEEK_MS = 7 * 86_400_000;

/**
 * Sends a reminder to a side of each partnership, all with one text, in five statements however many they are. The caller has asked
 * the policy; a partnership stands in the list once. Refused one by one: OWN_ORGANIZATION, and REMINDER_CAP when that side was reminded
 * of that partnership as often as the city allows in seven days.
 *
 * @param text trimmed and bounded by the caller.
 * @returns in the order of `reminders`; made: the id of the reminder.
 */
export async function sendReminders(
  command: Command,
  reminders: readonly ReminderToSend[],
  text: string,
): Promise<Done<string>[]> {
  const { tx } = command;
  const [first] = reminders;
  if (!first) return [];
  const { cityId } = first.partnership;
  const sent = await tx.reminder.groupBy({
    by: ["partnershipId", "toOrganizationId"],
    where: {
      partnershipId: { in: reminders.map(({ partnership }) => partnership.id) },
      createdAt: { gt: new Date(command.now.getTime() - WEEK_MS) },
    },
    _count: true,
  });
  const cap = (await cityRules(tx, cityId)).at(command.today).remindersPerWeek;
  const outcomes = await Promise.all(
    reminders.map(({ partnership, to, fromOrganizationId }) =>
      attempt(() => {
        const toId = sideOf(partnership, to);
        if (toId === fromOrganizationId)
          throw Rejection.validation([{ path: ["to"], code: "OWN_ORGANIZATION" }]);
        const before = sent.find(
          (row) => row.partnershipId === partnership.id && row.toOrganizationId === toId,
        );
        mayRemind(before?._count ?? 0, cap);
        return command.newId();
      }),
    ),
  );
  const made = reminders.flatMap((reminder, index) => {
    const id = outcomes[index]?.made;
    return id ? [{ ...reminder, id }] : [];
  });
  await tx.reminder.createMany({
    data: made.map(({ id, partnership, to, fromOrganizationId, obligationId }) => ({
      id,
      cityId,
      partnershipId: partnership.id,
      obligationId: obligationId ?? null,
      toOrganizationId: sideOf(partnership, to),
      fromOrganizationId,
      text,
      sentById: command.person().personId,
    })),
  });
  for (const { id, partnership, to } of made) {
    command.emit(events["reminder.sent"], {
      subject: `Reminder:${id}`,
      organizationId: sideOf(partnership, to),
      giverId: partnership.giverId,
      receiverId: partnership.receiverId,
      partnershipId: partnership.id,
    });
  }
  return outcomes;
}

function sideOf(partnership: { giverId: string; receiverId: string }, side: "GIVER" | "RECEIVER"): string {
  return side === "GIVER" ? partnership.giverId : partnership.receiverId;
}

type Extension = { inHand: ObligationInHand; amended: Amended<LoadedObligation> };

/**
 * What a later due date would make of a promise in hand; writes nothing.
 *
 * @throws Rejection OWN_PROMISE, DUE_NOT_LATER, OBLIGATION_CLOSED, PERIOD_SEALED.
 */
async function laterDay(command: Command, inHand: ObligationInHand, dueOn: LocalDate): Promise<Extension> {
  requireNotOwnPromise(command, inHand.subject);
  await mustNotBeJudged(command, inHand.obligation, dueOn);
  return { inHand, amended: extend(inHand.obligation, dueOn) };
}

async function writeLaterDay(command: Command, { inHand, amended }: Extension, reason: string) {
  await saveDecision(command, amended, reason);
  const { dueOnAfter } = amended.amendment;
  command.emit(events["obligation.extended"], { ...inHand.told, params: { dueOn: dueOnAfter } });
}

/**
 * An office grants a later due date of a promise in hand, and tells both sides. The caller has asked the policy.
 *
 * @throws Rejection OWN_PROMISE, DUE_NOT_LATER, OBLIGATION_CLOSED, PERIOD_SEALED; nothing is written then.
 */
export async function grantLaterDay(
  command: Command,
  inHand: ObligationInHand,
  dueOn: LocalDate,
  reason: string,
): Promise<Amended<LoadedObligation>> {
  const extension = await laterDay(command, inHand, dueOn);
  await writeLaterDay(command, extension, reason);
  return extension.amended;
}

export type LaterDay = {
  obligationId: string;
  partnershipId: string | null;
  dueOnBefore: LocalDate;
  dueOnAfter: LocalDate;
};

/**
 * Grants a later day to each of many promises; the policy is asked about each, and one that is refused (NOT_ALLOWED and what
 * `grantLaterDay` refuses) stands in no other's way. Those outside of what the actor may see are left out.
 *
 * @param newDay of the promise as it stands under the lock.
 * @throws Rejection NOT_FOUND or NOT_ALLOWED when the actor may extend none of them.
 */
export async function extendEach(
  command: Command,
  obligationIds: readonly string[],
  newDay: (dueOn: LocalDate) => LocalDate,
  reason: string,
): Promise<Map<string, Done<LaterDay>>> {
  const inHand = await takeObligations(command, obligationIds);
  const action = actions["obligation.extend"];
  const first = inHand.find(({ subject }) => can(command.actor, action, subject));
  if (!first) throw inHand.length === 0 ? Rejection.notFound() : Rejection.forbidden();
  command.require(action, first.subject);
  const outcomes = new Map<string, Done<LaterDay>>();
  for (const one of inHand) {
    const { id, partnershipId } = one.obligation;
    // What is refused is refused before its first write: the others are then written whole.
    const checked = await attempt(() => {
      if (!can(command.actor, action, one.subject)) throw Rejection.forbidden();
      return laterDay(command, one, newDay(one.obligation.dueOn));
    });
    if (checked.made === null) {
      outcomes.set(id, checked);
      continue;
    }
    await writeLaterDay(command, checked.made, reason);
    const { dueOnBefore, dueOnAfter } = checked.made.amended.amendment;
    outcomes.set(id, {
      made: { obligationId: id, partnershipId, dueOnBefore, dueOnAfter },
      refused: null,
    });
  }
  return outcomes;
}

/** Those of the partnerships' promises that are late today, under lock; of what the actor may see. */
export async function lateOf(
  command: Command,
  partnershipIds: readonly string[],
): Promise<{ id: string; partnershipId: string }[]> {
  const { tx, actor, today } = command;
  const scope = actor.kind === "PERSON" ? visibleTo(actor) : {};
  const late = {
    AND: [{ partnershipId: { in: [...partnershipIds] } }, scope, lateOn(today, tx.obligation.fields)],
  };
  const found = await tx.obligation.findMany({ where: late, select: { id: true } });
  await lockWithAnswered(
    tx,
    found.map(({ id }) => id),
  );
  // Read again under the lock: whoever was quicker may have extended them already.
  const rows = await tx.obligation.findMany({
    where: { AND: [{ id: { in: found.map(({ id }) => id) } }, late] },
    select: { id: true, partnershipId: true },
  });
  return rows.flatMap(({ id, partnershipId }) => (partnershipId === null ? [] : [{ id, partnershipId }]));
}

/** Runs a step whose refusal is an outcome; every other failure is a failure. */
async function attempt<Made>(step: () => Made | Promise<Made>): Promise<Done<Made>> {
  try {
    return { made: await step(), refused: null };
  } catch (error) {
    if (error instanceof Rejection) return { made: null, refused: error };
    throw error;
  }
}
