import type { LocalDate } from "../../kernel/clock.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { addWorkdays, type Calendar } from "../../kernel/workdays.ts";

/**
 * The machine of an appeal. RECEIVED (the community's turn) → IN_HAND (a help request stands for it) / PASSED_UP (an office's turn) /
 * ANSWERED / UNSOLVED (answered: it cannot be solved, and why) / CLOSED (the request was fulfilled) / MERGED / REFUSED.
 * The resident's "not solved" brings what was answered or closed back to RECEIVED.
 */

export const appealStates = [
  "RECEIVED",
  "IN_HAND",
  "PASSED_UP",
  "ANSWERED",
  "CLOSED",
  "UNSOLVED",
  "MERGED",
  "REFUSED",
] as const;
export type AppealState = (typeof appealStates)[number];

export const appealActs = [
  "draft",
  "answer",
  "request",
  "passUp",
  "merge",
  "refuse",
  "restore",
  "answerAbove",
  "sendBack",
  "notSolved",
  "add",
] as const;
export type AppealAct = (typeof appealActs)[number];

/** The columns that the steps read and write. Steps keep any further field of the row. */
export type Appeal = {
  state: AppealState;
  waitingSince: Date | null;
  answerDueOn: LocalDate | null;
  escalations: number;
  answer: string | null;
  answeredAt: Date | null;
  answeredFromId: string | null;
  draftAnswer: string | null;
  draftById: string | null;
  helpRequestId: string | null;
  passedToId: string | null;
  mergedIntoId: string | null;
  notSolvedCount: number;
};

const acts: Readonly<Record<AppealState, readonly AppealAct[]>> = {
  RECEIVED: ["draft", "answer", "request", "passUp", "merge", "refuse", "add"],
  IN_HAND: ["add"],
  PASSED_UP: ["answerAbove", "sendBack", "add"],
  ANSWERED: ["notSolved"],
  CLOSED: ["notSolved"],
  UNSOLVED: ["notSolved"],
  MERGED: ["add"],
  REFUSED: ["restore"],
};

/** Lengths in characters. */
export const LONGEST = {
  text: 1_000,
  answer: 1_000,
  reason: 500,
  word: 200,
  name: 30,
  phone: 20,
  notice: 200,
} as const;
/** Addresses of the web in one text; real troubles need hardly any. */
export const MOST_LINKS = 2;
/** Words that a resident adds to one appeal. */
export const MOST_WORDS = 10;
/** Times that a resident may say "not solved" here; after that a talk helps more than a form. */
export const MOST_NOT_SOLVED = 3;

/** The acts that an appeal allows now. */
export function allowedActs(appeal: Pick<Appeal, "state">): AppealAct[] {
  return [...acts[appeal.state]];
}

function mustAllow(appeal: Pick<Appeal, "state">, act: AppealAct, code?: string): void {
  if (acts[appeal.state].includes(act)) return;
  throw Rejection.invalidTransition({ from: appeal.state, allowed: allowedActs(appeal), code });
}

/** By when whose turn it is answers: so many working days after today. */
export function dueOn(today: LocalDate, answerWorkdays: number, calendar: Calendar): LocalDate {
  return addWorkdays(today, answerWorkdays, calendar);
}

const settled = { waitingSince: null, answerDueOn: null, draftAnswer: null, draftById: null, escalations: 0 };

/** Somebody of the community writes down what could be answered; an empty text takes it away. */
export function draft<A extends Appeal>(appeal: A, text: string | null, byId: string): A {
  mustAllow(appeal, "draft");
  return { ...appeal, draftAnswer: text, draftById: text === null ? null : byId };
}

/** The community, or the office it was passed to, answers. `solvable` false: it cannot be solved, and the answer says why. */
export function answer<A extends Appeal>(
  appeal: A,
  given: { text: string; solvable: boolean; fromId: string; above: boolean; at: Date },
): A {
  mustAllow(appeal, given.above ? "answerAbove" : "answer");
  const text = requireText(given.text, "answer", LONGEST.answer);
  const state: AppealState = given.solvable ? "ANSWERED" : "UNSOLVED";
  return { ...appeal, ...settled, state, answer: text, answeredAt: given.at, answeredFromId: given.fromId };
}

/** A help request was drafted from it. Until that is opened to the units, the resident still waits for the community. */
export function takeInHand<A extends Appeal>(appeal: A, helpRequestId: string): A {
  mustAllow(appeal, "request");
  return { ...appeal, state: "IN_HAND", helpRequestId, draftAnswer: null, draftById: null };
}

/** The community passes it up; the office gets the days of its own, the resident's waiting goes on. */
export function passUp<A extends Appeal>(appeal: A, officeId: string, due: LocalDate): A {
  mustAllow(appeal, "passUp");
  return { ...appeal, state: "PASSED_UP", passedToId: officeId, answerDueOn: due, escalations: 0 };
}

/** The office sends it back: the community's turn again. */
export function sendBack<A extends Appeal>(appeal: A, due: LocalDate): A {
  mustAllow(appeal, "sendBack");
  return { ...appeal, state: "RECEIVED", answerDueOn: due, escalations: 0 };
}

/** It says what another one says (MERGE_TARGET when that one is itself merged, refused or the same). */
export function merge<A extends Appeal & { id: string }>(
  appeal: A,
  into: Pick<Appeal, "state"> & { id: string },
): A {
  mustAllow(appeal, "merge");
  if (into.id === appeal.id || into.state === "MERGED" || into.state === "REFUSED") {
    throw Rejection.validation([{ path: ["intoId"], code: "MERGE_TARGET" }]);
  }
  return { ...appeal, ...settled, state: "MERGED", mergedIntoId: into.id };
}

/** Spam or abuse: kept, hidden, counted. */
export function refuse<A extends Appeal>(appeal: A): A {
  mustAllow(appeal, "refuse");
  return { ...appeal, ...settled, state: "REFUSED" };
}

/** It was no spam after all. */
export function restore<A extends Appeal>(appeal: A, at: Date, due: LocalDate): A {
  mustAllow(appeal, "restore");
  return { ...appeal, state: "RECEIVED", waitingSince: at, answerDueOn: due };
}

/** The resident says that it is not solved (NOT_SOLVED_LIMIT after three times). */
export function notSolved<A extends Appeal>(appeal: A, at: Date, due: LocalDate): A {
  mustAllow(appeal, "notSolved");
  if (appeal.notSolvedCount >= MOST_NOT_SOLVED)
    mustAllow({ state: "MERGED" }, "notSolved", "NOT_SOLVED_LIMIT");
  const notSolvedCount = appeal.notSolvedCount + 1;
  return { ...appeal, state: "RECEIVED", waitingSince: at, answerDueOn: due, escalations: 0, notSolvedCount };
}

/** Refuses a further word of the resident where it would reach nobody, or there are ten already (WORDS_LIMIT). */
export function mayAdd(appeal: Pick<Appeal, "state">, words: number): void {
  mustAllow(appeal, "add");
  if (words >= MOST_WORDS)
    throw Rejection.invalidTransition({ from: appeal.state, allowed: [], code: "WORDS_LIMIT" });
}

/** What became of the request that stands for an appeal. */
export type RequestNews = "OPENED" | "SOLVED" | "UNSOLVED" | "WITHDRAWN";

/**
 * The appeal follows its request: opened, the units have it; solved, it is closed; ended without, it is the community's turn to say so.
 * What was answered, merged or passed up meanwhile stays as it is.
 */
export function followRequest<A extends Appeal>(appeal: A, news: RequestNews, at: Date, due: LocalDate): A {
  const follows = appeal.helpRequestId !== null && ["IN_HAND", "CLOSED", "RECEIVED"].includes(appeal.state);
  if (!follows) return appeal;
  if (news === "OPENED") return { ...appeal, ...settled, state: "IN_HAND" };
  if (appeal.state !== "IN_HAND") return appeal;
  if (news === "SOLVED") return { ...appeal, ...settled, state: "CLOSED" };
  return {
    ...appeal,
    state: "RECEIVED",
    waitingSince: appeal.waitingSince ?? at,
    answerDueOn: appeal.answerDueOn ?? due,
  };
}

/** How many addresses of the web a text names. */
export function linksIn(text: string): number {
  return (
    text.match(/https?:\/\/|www\.|\b[a-z0-9-]{2,}\.(?:com|cn|net|org|top|xyz|vip|cc|io|shop|site)\b/gi)
      ?.length ?? 0
  );
}

/** The text as it counts when two are compared: without case, width, spaces and punctuation. */
export function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
