import type { LocalDate } from "../../kernel/clock.ts";
import { type HelpRequest, isSolved, mustAllow, type Need, refuse } from "./model.ts";

/**
 * "Is it solved?": when everything was delivered, who asked the receiver for it is asked once, by a link that the receiver hands over,
 * and answers once. Yes closes the request; not yet opens it again. Without an answer the receiver may close it after some working days.
 */

export type SolvedAnswer = "YES" | "NOT_YET";

/** The question of a request that stands: asked and, maybe, answered. */
export type Question = { round: number; awaitedUntil: LocalDate; answer: SolvedAnswer | null };

/** The address under which a question is answered. */
export function solvedPath(token: string): string {
  return `/p/solved/${token}`;
}

/**
 * The receiver asks. Only where somebody asked for it (NO_ASKER) and everything was delivered; of what was said to be unsolved the
 * receiver may ask again once it has seen to it: it then waits for the new answer.
 */
export function ask<R extends HelpRequest>(r: R, needs: readonly Need[]): R {
  mustAllow(r, "ask");
  if (!r.hasAsker) throw refuse(r, "NO_ASKER");
  if (!isSolved(needs)) throw refuse(r, "NOT_DELIVERED");
  return { ...r, state: "DELIVERED", saidUnsolved: false };
}

/** What who asked says: it closes the request, or opens it again. Once (ANSWERED), while the request waits for it (NOT_ASKED). */
export function answer<R extends HelpRequest>(r: R, question: Question, said: SolvedAnswer, at: Date): R {
  if (question.answer !== null) throw refuse(r, "ANSWERED");
  if (r.state !== "DELIVERED" || question.round !== r.reopenedCount) throw refuse(r, "NOT_ASKED");
  if (said === "YES") return { ...r, state: "CLOSED", closedAt: at, closeNote: null };
  return { ...r, state: "OPEN", reopenedCount: r.reopenedCount + 1, saidUnsolved: true };
}

/**
 * Whether the receiver may close it as solved by itself: who asked was asked (ASKER_NOT_ASKED), and did not answer in the days there
 * were for it (ASKER_AWAITED {until}).
 */
export function mayCloseItself(
  r: Pick<HelpRequest, "state" | "hasAsker" | "saidUnsolved" | "reopenedCount">,
  question: Question | null,
  today: LocalDate,
): void {
  if (!r.hasAsker) return;
  if (!question || question.round !== r.reopenedCount) throw refuse(r, "ASKER_NOT_ASKED");
  if (question.answer === null && today <= question.awaitedUntil) {
    throw refuse(r, "ASKER_AWAITED", { until: question.awaitedUntil });
  }
}
