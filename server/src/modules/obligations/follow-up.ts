import type { LocalDate } from "../../kernel/clock.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { free, type Obligation } from "./model.ts";
import type { ObligationState } from "./state.ts";

/** What is said about an obligation: extensions asked and decided, reminders seen and answered, lateness explained. */

export const extensionStates = ["ASKED", "GRANTED", "REFUSED", "WITHDRAWN"] as const;
export type ExtensionState = (typeof extensionStates)[number];

export type ExtensionRequest = { state: ExtensionState; requestedDueOn: LocalDate; askedById: string };

/** What an extension request allows now. */
export function allowedForExtension(state: ExtensionState): string[] {
  return state === "ASKED" ? ["grant", "refuse", "withdraw"] : [];
}

/**
 * The giver may ask for a later due date: the obligation is open and not fully claimed (NOTHING_TO_EXTEND), no request is open
 * (EXTENSION_OPEN), fewer than `max` were granted before (EXTENSIONS_USED_UP), and the day is later than the due date and not past.
 */
export function askExtension(
  o: Obligation,
  ask: { requestedDueOn: LocalDate; reason: string; today: LocalDate },
  past: { open: boolean; granted: number; max: number },
): void {
  const refuse = (code: string, params: Record<string, string> = {}) =>
    Rejection.invalidTransition({ from: o.closure ?? "OPEN", allowed: [], code, params });
  if (o.closure !== null || free(o) === 0n) throw refuse("NOTHING_TO_EXTEND");
  if (past.open) throw refuse("EXTENSION_OPEN");
  if (past.granted >= past.max) throw refuse("EXTENSIONS_USED_UP", { max: String(past.max) });
  if (ask.requestedDueOn <= o.dueOn || ask.requestedDueOn < ask.today)
    throw Rejection.validation([{ path: ["requestedDueOn"], code: "DUE_NOT_LATER" }]);
  requireText(ask.reason, "reason");
}

/** Decides a request: GRANTED (then `extend` the obligation), REFUSED by another person than who asked, WITHDRAWN by the giver. */
export function decideExtension<R extends ExtensionRequest>(
  request: R,
  decision: "GRANTED" | "REFUSED" | "WITHDRAWN",
  byPersonId: string,
): R {
  if (request.state !== "ASKED") {
    throw Rejection.invalidTransition({ from: request.state, allowed: allowedForExtension(request.state) });
  }
  if (decision !== "WITHDRAWN" && byPersonId === request.askedById) throw Rejection.forbidden("SAME_PERSON");
  return { ...request, state: decision };
}

export type Reminder = {
  seenAt: Date | null;
  seenById: string | null;
  answer: string | null;
  answeredAt: Date | null;
  answeredById: string | null;
};

/** One reminder more within seven days to the same organization about the same partnership? REMINDER_CAP when not. */
export function mayRemind(sentInLastSevenDays: number, capPerWeek: number): void {
  if (sentInLastSevenDays >= capPerWeek) {
    throw Rejection.invalidTransition({
      from: "REMINDED",
      allowed: [],
      code: "REMINDER_CAP",
      params: { cap: String(capPerWeek) },
    });
  }
}

/** The first opening by the reminded organization; later ones change nothing. */
export function seeReminder<R extends Reminder>(reminder: R, byPersonId: string, at: Date): R {
  return reminder.seenAt === null ? { ...reminder, seenAt: at, seenById: byPersonId } : reminder;
}

/** The one answer of the reminded organization (ALREADY_ANSWERED for a second one); answering is seeing. */
export function answerReminder<R extends Reminder>(
  reminder: R,
  answer: string,
  byPersonId: string,
  at: Date,
): R {
  const said = requireText(answer, "answer");
  if (reminder.answeredAt !== null) {
    throw Rejection.invalidTransition({ from: "ANSWERED", allowed: [], code: "ALREADY_ANSWERED" });
  }
  const seen = seeReminder(reminder, byPersonId, at);
  return { ...seen, answer: said, answeredAt: at, answeredById: byPersonId };
}

/** Lateness is explained while it is near, or a fact: NOT_LATE otherwise. */
export function mayExplainLateness(state: ObligationState): void {
  if (state === "AT_RISK" || state === "OVERDUE" || state === "MET_LATE" || state === "UNMET") return;
  throw Rejection.invalidTransition({ from: state, allowed: [], code: "NOT_LATE" });
}
