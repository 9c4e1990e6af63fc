import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { openOn } from "../organizations/policy.ts";
import { loadOrganization, loadPerson, organizationSubject } from "../organizations/public.ts";
import { events } from "./events.ts";
import { actions, entriesVisibleTo } from "./policy.ts";

export type EnterVolunteerEntryInput = {
  organizationId: string;
  personId: string;
  kind: "TRAINING" | "HONOUR" | "EVALUATION";
  onDate: LocalDate;
  title: string;
  issuer?: string | null;
  /** TRAINING alone. */
  minutes?: bigint | null;
  idempotencyKey?: string | null;
};

/** The longest training that one line holds: a month of days. */
const MOST_MINUTES = 31n * 24n * 60n;

/**
 * The manager of an organization writes training, an honour or an evaluation into the record of one of its people, who sees it and
 * may answer.
 *
 * @throws Rejection NOT_A_MEMBER at `personId`, DATE_IN_FUTURE at `onDate`, MINUTES_OUT_OF_RANGE at `minutes`, SAME_PERSON.
 */
export function enterVolunteerEntry(
  ctx: CommandContext,
  input: EnterVolunteerEntryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "volunteer.enter", input }, async (command) => {
    const organization = await loadOrganization(command.tx, command.actor, input.organizationId);
    command.require(actions["volunteer.enter"], organizationSubject(organization));
    const person = await loadPerson(command, input.personId);
    const { personId } = command.person();
    if (person.id === personId) throw Rejection.forbidden("SAME_PERSON");
    const belongs = await command.tx.membership.count({
      where: { personId: person.id, organizationId: organization.id, ...openOn(command.today) },
    });
    if (belongs === 0) throw Rejection.validation([{ path: ["personId"], code: "NOT_A_MEMBER" }]);
    if (input.onDate > command.today)
      throw Rejection.validation([{ path: ["onDate"], code: "DATE_IN_FUTURE" }]);
    const minutes = input.minutes ?? null;
    if (minutes !== null && (input.kind !== "TRAINING" || minutes < 1n || minutes > MOST_MINUTES))
      throw Rejection.validation([{ path: ["minutes"], code: "MINUTES_OUT_OF_RANGE" }]);
    const id = command.newId();
    const { cityId } = organization;
    await command.tx.volunteerEntry.create({
      data: {
        ...{ id, cityId, personId: person.id, organizationId: organization.id, minutes },
        kind: input.kind,
        onDate: toDbDate(input.onDate),
        title: requireText(input.title, "title", 200),
        issuer: optionalText(input.issuer, "issuer", 100),
        byId: personId,
      },
    });
    command.emit(events["volunteer.entered"], { subject: `VolunteerEntry:${id}`, personIds: [person.id] });
    // The words are about a person: not even their digest stands in the chain.
    command.audit({
      subjectIds: [id, person.id, organization.id],
      payload: { entryId: id, kind: input.kind, onDate: input.onDate, minutes },
    });
    return { id };
  });
}

async function takeEntry(command: Command, id: string, version: number | null | undefined) {
  const entry = await command.tx.volunteerEntry.findFirst({
    where: { AND: [{ id }, entriesVisibleTo(command.person(), command.today)] },
  });
  if (!entry) throw Rejection.notFound();
  await command.tx.$queryRaw`select id from "VolunteerEntry" where id = ${id}::uuid for no key update`;
  const held = await command.tx.volunteerEntry.findUniqueOrThrow({ where: { id } });
  requireVersion(held, version);
  if (held.withdrawnAt !== null)
    throw Rejection.invalidTransition({ from: "WITHDRAWN", allowed: [], code: "ENTRY_WITHDRAWN" });
  return held;
}

export type AnswerVolunteerEntryInput = {
  entryId: string;
  version?: number | null;
  /** What the person says to it; nothing when they have only seen it. */
  answer?: string | null;
  idempotencyKey?: string | null;
};

/**
 * The person whose record it is has seen an entry, and may say something to it that stands beside it.
 *
 * @throws Rejection ENTRY_WITHDRAWN; forbidden for anybody else.
 */
export function answerVolunteerEntry(
  ctx: CommandContext,
  input: AnswerVolunteerEntryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "volunteer.answer", input }, async (command) => {
    const entry = await takeEntry(command, input.entryId, input.version);
    command.require(actions["volunteer.own"], { cityId: entry.cityId });
    if (entry.personId !== command.person().personId) throw Rejection.forbidden();
    const answer = optionalText(input.answer, "answer", 500);
    await command.tx.volunteerEntry.update({
      where: { id: entry.id },
      data: { seenAt: entry.seenAt ?? command.now, answer, version: { increment: 1 } },
    });
    if (answer !== null)
      command.emit(events["volunteer.answered"], {
        subject: `VolunteerEntry:${entry.id}`,
        organizationId: entry.organizationId,
      });
    command.audit({
      subjectIds: [entry.id, entry.personId],
      payload: { entryId: entry.id, answered: answer !== null },
    });
    return { id: entry.id };
  });
}

export type WithdrawVolunteerEntryInput = {
  entryId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The organization takes an entry back that was wrong; it counts no more, and its history stays.
 *
 * @throws Rejection ENTRY_WITHDRAWN.
 */
export function withdrawVolunteerEntry(
  ctx: CommandContext,
  input: WithdrawVolunteerEntryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "volunteer.withdraw", input }, async (command) => {
    const entry = await takeEntry(command, input.entryId, input.version);
    const organization = await loadOrganization(command.tx, command.actor, entry.organizationId);
    command.require(actions["volunteer.enter"], organizationSubject(organization));
    await command.tx.volunteerEntry.update({
      where: { id: entry.id },
      data: {
        withdrawnAt: command.now,
        withdrawnById: command.person().personId,
        version: { increment: 1 },
      },
    });
    command.audit({
      subjectIds: [entry.id, entry.personId],
      payload: { entryId: entry.id, withdrawn: true },
    });
    return { id: entry.id };
  });
}
