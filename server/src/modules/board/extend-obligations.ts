import { digestOf } from "../../kernel/canonical.ts";
import { addDays, type LocalDate, later } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { can } from "../../kernel/policy.ts";
import { codeOf, Rejection, requireText } from "../../kernel/result.ts";
import { actions } from "../obligations/policy.ts";
import { type Done, extendEach, type LaterDay, lateOf } from "../obligations/public-follow-up.ts";
import { loadPartnerships, subjectOf } from "../partnerships/public.ts";
import { namedOnce } from "./named-once.ts";

export type ExtendObligationsInput = {
  /** These promises … */
  obligationIds?: string[] | null;
  /** … or whatever is late today in these partnerships. */
  partnershipIds?: string[] | null;
  /** By this day … */
  newDueOn?: LocalDate | null;
  /** … or so many days after the due date, after today where that is past. */
  days?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/** What became of one promise, or of a partnership in which none was extended: the new day, or the code of what stood in its way. */
export type ExtensionOutcome = {
  partnershipId: string | null;
  obligationId: string | null;
  dueOnBefore: LocalDate | null;
  dueOnAfter: LocalDate | null;
  code: string | null;
};

const LONGEST_DAYS = 366;
const MOST_LATE = 1000;

/**
 * An office grants a later due date to many promises (at most 200 named, or what is late in at most 200 partnerships). Each has an
 * outcome (what extendObligation refuses, NOT_LATE, NOT_ALLOWED, NOT_FOUND); those that are refused stand in no other's way.
 *
 * @throws Rejection NOT_FOUND or NOT_ALLOWED when the actor may decide on none of them; REQUIRED, DUPLICATE, TOO_MANY, OUT_OF_RANGE.
 */
export function extendObligations(
  ctx: CommandContext,
  input: ExtendObligationsInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.extendMany", input, timeoutMs: 120_000 }, async (command) => {
    const reason = requireText(input.reason, "reason");
    const newDay = newDayOf(input, command.today);
    oneOf(input, "obligationIds", "partnershipIds");
    const outcomes = input.partnershipIds
      ? await extendLate(command, namedOnce(input.partnershipIds, "partnershipIds"), newDay, reason)
      : await extendNamed(command, namedOnce(input.obligationIds ?? [], "obligationIds"), newDay, reason);
    const batchId = command.newId();
    const seen = outcomes.filter(({ code }) => code !== "NOT_FOUND");
    command.audit({
      subjectIds: [
        batchId,
        ...seen.flatMap(({ obligationId, partnershipId }) => obligationId ?? partnershipId ?? []),
      ],
      payload: {
        outcomes,
        newDueOn: input.newDueOn ?? null,
        days: input.days ?? null,
        reason: digestOf(reason),
      },
    });
    return { id: batchId };
  });
}

type NewDay = (dueOn: LocalDate) => LocalDate;

/** Exactly one of two members is given: REQUIRED for none, DUPLICATE for both. */
function oneOf<Input extends object>(input: Input, a: keyof Input & string, b: keyof Input & string): void {
  const given = [input[a], input[b]].filter((value) => value !== null && value !== undefined);
  if (given.length !== 1)
    throw Rejection.validation([{ path: [a], code: given.length === 0 ? "REQUIRED" : "DUPLICATE" }]);
}

function newDayOf(input: ExtendObligationsInput, today: LocalDate): NewDay {
  oneOf(input, "newDueOn", "days");
  const { newDueOn, days } = input;
  if (newDueOn) return () => newDueOn;
  if (!days || days < 1 || days > LONGEST_DAYS) {
    const params = { min: "1", max: String(LONGEST_DAYS) };
    throw Rejection.validation([{ path: ["days"], code: "OUT_OF_RANGE", params }]);
  }
  return (dueOn) => addDays(later(dueOn, today), days);
}

const NOTHING: ExtensionOutcome = {
  partnershipId: null,
  obligationId: null,
  dueOnBefore: null,
  dueOnAfter: null,
  code: null,
};

async function extendNamed(
  command: Command,
  ids: readonly string[],
  newDay: NewDay,
  reason: string,
): Promise<ExtensionOutcome[]> {
  const done = await extendEach(command, ids, newDay, reason);
  return ids.map((obligationId) => outcomeOf(obligationId, done.get(obligationId)));
}

function outcomeOf(obligationId: string, done: Done<LaterDay> | undefined): ExtensionOutcome {
  if (done?.made) return { ...NOTHING, ...done.made };
  return { ...NOTHING, obligationId, code: done?.refused ? codeOf(done.refused) : "NOT_FOUND" };
}

async function extendLate(
  command: Command,
  ids: readonly string[],
  newDay: NewDay,
  reason: string,
): Promise<ExtensionOutcome[]> {
  const action = actions["obligation.extend"];
  const partnerships = await loadPartnerships(command.tx, command.actor, ids);
  const mine = partnerships.filter((one) => can(command.actor, action, subjectOf(one)));
  const [first] = mine;
  if (!first) throw partnerships.length === 0 ? Rejection.notFound() : Rejection.forbidden();
  command.require(action, subjectOf(first));
  const late = await lateOf(
    command,
    mine.map(({ id }) => id),
  );
  if (late.length > MOST_LATE) {
    const params = { max: String(MOST_LATE) };
    throw Rejection.validation([{ path: ["partnershipIds"], code: "TOO_MANY", params }]);
  }
  const lateIds = late.map(({ id }) => id);
  const done =
    late.length === 0
      ? new Map<string, Done<LaterDay>>()
      : await extendEach(command, lateIds, newDay, reason);
  const of = Map.groupBy(late, ({ partnershipId }) => partnershipId);
  return ids.flatMap((partnershipId): ExtensionOutcome[] => {
    const own = of.get(partnershipId);
    if (own) return own.map(({ id }) => ({ ...outcomeOf(id, done.get(id)), partnershipId }));
    if (mine.some(({ id }) => id === partnershipId)) return [{ ...NOTHING, partnershipId, code: "NOT_LATE" }];
    const seen = partnerships.some(({ id }) => id === partnershipId);
    return [{ ...NOTHING, partnershipId, code: seen ? "NOT_ALLOWED" : "NOT_FOUND" }];
  });
}
