import type { LocalDate } from "../../kernel/clock.ts";
import { type Measure, quantityProblem } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import type { Side } from "./model.ts";

/** The machine of one version of an agreement: DRAFT → IN_FORCE → SUPERSEDED; DRAFT → WITHDRAWN. */

export const agreementStates = ["DRAFT", "IN_FORCE", "SUPERSEDED", "WITHDRAWN"] as const;
export type AgreementState = (typeof agreementStates)[number];

export const agreementLists = ["RESOURCES", "NEEDS", "PROJECTS"] as const;
export type AgreementList = (typeof agreementLists)[number];

export type Agreement = { state: AgreementState; inForceAt: Date | null };
export type Signature = { side: Side; byId: string };

export type AgreementLine = {
  list: AgreementList;
  text: string;
  kindId: string | null;
  measure: Measure | null;
  quantity: bigint | null;
  good: string | null;
  dueOn: LocalDate | null;
};

export const MAX_AGREEMENT_LINES = 60;

/** What a version allows now; lines change only before the first signature. */
export function allowedForAgreement(state: AgreementState, signatures: readonly Signature[]): string[] {
  if (state !== "DRAFT") return [];
  return signatures.length === 0 ? ["edit", "sign", "withdraw"] : ["sign", "withdraw"];
}

function mustAllow(a: Agreement, signatures: readonly Signature[], act: string): void {
  const allowed = allowedForAgreement(a.state, signatures);
  if (!allowed.includes(act)) throw Rejection.invalidTransition({ from: a.state, allowed });
}

/** Lines may change: a draft that nobody signed yet. */
export function mustBeEditable(a: Agreement, signatures: readonly Signature[]): void {
  mustAllow(a, signatures, "edit");
}

/** Problems of the three lists: a text each, a kind with every quantity, a due date within the term with every kind. */
export function agreementLineProblems(
  lines: readonly AgreementLine[],
  term: { startsOn: LocalDate; endsOn: LocalDate },
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (lines.length === 0) problems.push({ path: ["lines"], code: "REQUIRED" });
  if (lines.length > MAX_AGREEMENT_LINES) {
    problems.push({ path: ["lines"], code: "TOO_MANY", params: { max: String(MAX_AGREEMENT_LINES) } });
  }
  lines.forEach((line, index) => {
    const say = (field: string, code: string, params?: Record<string, string>) =>
      problems.push({ path: ["lines", String(index), field], code, params });
    if (line.text.trim() === "") say("text", "REQUIRED");
    if (line.kindId === null || line.measure === null) {
      if (line.quantity !== null) say("kindId", "REQUIRED");
      return;
    }
    if (line.quantity === null) {
      if (line.dueOn !== null) say("quantity", "REQUIRED");
      return;
    }
    const problem = quantityProblem(line.quantity, line.measure);
    if (problem) say("quantity", problem.code, problem.params);
    if (line.measure === "GOODS" && (line.good === null || line.good.trim() === ""))
      say("good", "GOOD_REQUIRED");
    if (line.measure !== "GOODS" && line.good !== null) say("good", "GOOD_NOT_ALLOWED");
    if (line.dueOn === null) say("dueOn", "REQUIRED");
    else if (line.dueOn < term.startsOn || line.dueOn > term.endsOn) {
      say("dueOn", "DATE_OUTSIDE_TERM", { startsOn: term.startsOn, endsOn: term.endsOn });
    }
  });
  return problems;
}

/** The lines that become obligations when the agreement comes into force: those with kind, quantity and due date. */
export function binding<L extends Pick<AgreementLine, "kindId" | "quantity" | "dueOn">>(
  lines: readonly L[],
): L[] {
  return lines.filter((line) => line.kindId !== null && line.quantity !== null && line.dueOn !== null);
}

/**
 * A side signs. With the second signature the version is IN_FORCE (supersede the one before it, open its obligations). One signature
 * per side (ALREADY_SIGNED), by two different persons (SAME_PERSON).
 */
export function sign<A extends Agreement>(
  a: A,
  signatures: readonly Signature[],
  signature: Signature,
  at: Date,
): { agreement: A; comesIntoForce: boolean } {
  mustAllow(a, signatures, "sign");
  if (signatures.some((s) => s.side === signature.side)) {
    const allowed = allowedForAgreement(a.state, signatures);
    throw Rejection.invalidTransition({ from: a.state, allowed, code: "ALREADY_SIGNED" });
  }
  if (signatures.some((s) => s.byId === signature.byId)) throw Rejection.forbidden("SAME_PERSON");
  if (signatures.length === 0) return { agreement: a, comesIntoForce: false };
  return { agreement: { ...a, state: "IN_FORCE", inForceAt: at }, comesIntoForce: true };
}

/** The version in force gives way to a newer one; its open obligations are cancelled by the caller unless the newer lists them again. */
export function supersede<A extends Agreement>(a: A): A {
  if (a.state !== "IN_FORCE") throw Rejection.invalidTransition({ from: a.state, allowed: [] });
  return { ...a, state: "SUPERSEDED" };
}

/** A draft is taken back by the side that drafted it. */
export function withdrawDraft<A extends Agreement>(a: A, signatures: readonly Signature[]): A {
  mustAllow(a, signatures, "withdraw");
  return { ...a, state: "WITHDRAWN" };
}
