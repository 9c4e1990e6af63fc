import type { Urgency } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { quantity } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";

/** One thing asked for, as it is typed. */
export type NeedInput = { kindId: string; quantity: bigint; good?: string | null; description: string };

/** What a request says, as it is typed. */
export type RequestFields = {
  title: string;
  body: string;
  privateDetails?: string | null;
  urgency: Urgency;
  wishedOn?: LocalDate | null;
  needs: readonly NeedInput[];
};

const LONGEST = { title: 60, body: 2_000, privateDetails: 2_000, description: 200 } as const;
const MOST_NEEDS = 10;

function textProblems(path: string[], text: string, longest: number, required: boolean): FieldProblem[] {
  if (required && text.trim() === "") return [{ path, code: "REQUIRED" }];
  return text.trim().length > longest ? [{ path, code: "TOO_LONG", params: { max: String(longest) } }] : [];
}

/** The columns of a request from what was typed. @throws Rejection with every problem of the text fields at once. */
export function requestColumns(fields: RequestFields, today: LocalDate) {
  const problems = [
    ...textProblems(["title"], fields.title, LONGEST.title, true),
    ...textProblems(["body"], fields.body, LONGEST.body, false),
    ...textProblems(["privateDetails"], fields.privateDetails ?? "", LONGEST.privateDetails, false),
    ...fields.needs.flatMap((need, n) =>
      textProblems(["needs", String(n), "description"], need.description, LONGEST.description, false),
    ),
    ...(fields.wishedOn && fields.wishedOn < today ? [{ path: ["wishedOn"], code: "IN_THE_PAST" }] : []),
    ...(fields.needs.length > MOST_NEEDS
      ? [{ path: ["needs"], code: "TOO_MANY", params: { max: String(MOST_NEEDS) } }]
      : []),
  ];
  if (problems.length > 0) throw Rejection.validation(problems);
  return {
    title: fields.title.trim(),
    body: fields.body.trim(),
    privateDetails: fields.privateDetails?.trim() || null,
    urgency: fields.urgency,
    wishedOn: fields.wishedOn ? toDbDate(fields.wishedOn) : null,
  };
}

/**
 * The columns of the needs, in the order they were typed.
 *
 * @throws Rejection UNKNOWN_KIND at `needs.<n>.kindId` for a kind that the city does not count today; the problems of a quantity.
 */
export async function needColumns(command: Command, cityId: string, needs: readonly NeedInput[]) {
  const day = toDbDate(command.today);
  const kinds = await command.tx.kind.findMany({
    where: {
      cityId,
      id: { in: needs.map(({ kindId }) => kindId) },
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
    },
  });
  return needs.map((need, n) => {
    const kind = kinds.find(({ id }) => id === need.kindId);
    if (!kind) throw Rejection.validation([{ path: ["needs", String(n), "kindId"], code: "UNKNOWN_KIND" }]);
    const { amount, good } = quantity(kind.measure, need.quantity, need.good, ["needs", String(n)]);
    return {
      kindId: kind.id,
      quantity: amount,
      good: good ?? null,
      description: need.description.trim(),
      sortOrder: n,
    };
  });
}

/** What the chain keeps of needs: ids and amounts, no words. */
export function auditOfNeeds(needs: readonly { id: string; kindId: string; quantity: bigint }[]) {
  return needs.map(({ id, kindId, quantity: amount }) => ({ id, kindId, quantity: amount }));
}
