import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection, requireText } from "../../kernel/result.ts";
import { openOn } from "../organizations/policy.ts";
import { loadOrganization, loadPerson, organizationSubject } from "../organizations/public.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

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
