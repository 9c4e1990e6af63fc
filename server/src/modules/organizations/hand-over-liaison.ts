import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { checkNote, cleanText, maySucceed, planHandover } from "./model.ts";
import { type OpenAssignment, openAssignments } from "./open-assignments.ts";
import { actions } from "./policy.ts";
import { loadMembership, organizationSubject, type PlacedMembership } from "./public.ts";

export type HandOverLiaisonInput = {
  fromMembershipId: string;
  toMembershipId: string;
  /** The first day of the successor; today or later. */
  effectiveOn: LocalDate;
  note?: string | null;
  idempotencyKey?: string | null;
};

/**
 * A colleague takes over from a liaison: from a day on every partnership that the predecessor speaks for in this
 * organization is the successor's, and with it the open work. What was done before stays signed by who did it.
 *
 * @throws Rejection WRONG_SUCCESSOR at `toMembershipId`, IN_THE_PAST at `effectiveOn`; NOTHING_TO_HAND_OVER.
 */
export function handOverLiaison(ctx: CommandContext, input: HandOverLiaisonInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "liaison.handOver", input }, async (command) => {
    const { tx } = command;
    const from = await loadMembership(command, input.fromMembershipId);
    let to = await loadMembership(command, input.toMembershipId);
    command.require(actions["people.manage"], organizationSubject(from.organization));
    const person = command.person();
    const note = cleanText(input.note);
    check(from, to, input, note, command.today);

    // All roles of the predecessor in this organization: the assignment names one of them, the work is the person's.
    const memberships = await tx.membership.findMany({
      where: { personId: from.personId, organizationId: from.organizationId },
      select: { id: true },
    });
    const ids = memberships.map(({ id }) => id);
    const seen = await openAssignments(tx, ids, input.effectiveOn);
    await lockRows(
      tx,
      "Partnership",
      seen.map(({ partnershipId }) => partnershipId),
    );
    await lockRows(tx, "Membership", [from.id, to.id]);
    // The successor's role may have ended while the locks were waited for.
    to = await loadMembership(command, to.id);
    check(from, to, input, note, command.today);
    const assignments = await openAssignments(tx, ids, input.effectiveOn);
    if (assignments.length === 0) {
      throw Rejection.invalidTransition({ from: "OPEN", allowed: [], code: "NOTHING_TO_HAND_OVER" });
    }

    await moveAssignments(command, assignments, to, input.effectiveOn);
    const id = command.newId();
    await tx.liaisonHandover.create({
      data: {
        id,
        cityId: from.cityId,
        organizationId: from.organizationId,
        fromMembershipId: from.id,
        toMembershipId: to.id,
        effectiveOn: toDbDate(input.effectiveOn),
        note,
        byId: person.personId,
      },
    });
    announce(command, assignments, from, to, input.effectiveOn);
    command.audit({
      subjectIds: [
        id,
        from.id,
        to.id,
        from.organizationId,
        ...assignments.map(({ partnershipId }) => partnershipId),
      ],
      payload: {
        fromMembershipId: from.id,
        toMembershipId: to.id,
        effectiveOn: input.effectiveOn,
        note: note === null ? null : digestOf(note),
        partnershipIds: assignments.map(({ partnershipId }) => partnershipId),
      },
    });
    return { id };
  });
}

function check(
  from: PlacedMembership,
  to: PlacedMembership,
  input: HandOverLiaisonInput,
  note: string | null,
  today: LocalDate,
): void {
  const term = {
    startsOn: fromDbDate(to.startsOn),
    endsOn: to.endsOn && fromDbDate(to.endsOn),
    role: to.role,
  };
  const isRight =
    to.organizationId === from.organizationId &&
    to.personId !== from.personId &&
    maySucceed(term, input.effectiveOn);
  const problems = [
    ...(isRight ? [] : [{ path: ["toMembershipId"], code: "WRONG_SUCCESSOR" }]),
    ...(input.effectiveOn < today ? [{ path: ["effectiveOn"], code: "IN_THE_PAST" }] : []),
    ...checkNote(note),
  ];
  if (problems.length > 0) throw Rejection.validation(problems);
}

async function moveAssignments(
  command: Command,
  assignments: readonly OpenAssignment[],
  to: PlacedMembership,
  day: LocalDate,
): Promise<void> {
  const { tx } = command;
  const byId = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  for (const { id, endsOn, successor } of planHandover(assignments, day)) {
    const assignment = byId.get(id);
    if (!assignment) continue;
    await tx.partnershipLiaison.update({
      where: { id },
      data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
    });
    await tx.partnershipLiaison.create({
      data: {
        id: command.newId(),
        cityId: to.cityId,
        partnershipId: assignment.partnershipId,
        side: assignment.side,
        membershipId: to.id,
        startsOn: toDbDate(successor.startsOn),
        endsOn: successor.endsOn && toDbDate(successor.endsOn),
      },
    });
  }
}

function announce(
  command: Command,
  assignments: readonly OpenAssignment[],
  from: PlacedMembership,
  to: PlacedMembership,
  effectiveOn: LocalDate,
): void {
  command.emit(events["liaison.handedOver"], {
    subject: `Organization:${from.organizationId}`,
    organizationId: from.organizationId,
    personIds: [from.personId, to.personId],
    params: { effectiveOn, partnerships: String(assignments.length) },
  });
  for (const { partnershipId, partnership } of assignments) {
    command.emit(events["liaison.changed"], {
      subject: `Partnership:${partnershipId}`,
      partnershipId,
      giverId: partnership.giverId,
      receiverId: partnership.receiverId,
      params: { effectiveOn },
    });
  }
}
