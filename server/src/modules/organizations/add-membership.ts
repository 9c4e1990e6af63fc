import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { MembershipRole } from "./model.ts";
import { actions } from "./policy.ts";
import {
  loadOrganization,
  loadPerson,
  organizationSubject,
  requirePersonManager,
  writeMembership,
} from "./public.ts";

export type AddMembershipInput = {
  personId: string;
  organizationId: string;
  role: MembershipRole;
  title?: string | null;
  startsOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/** Gives a known person one more role, by who manages the organization and the person. */
export function addMembership(ctx: CommandContext, input: AddMembershipInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "membership.add", input }, async (command) => {
    const organization = await loadOrganization(command.tx, command.actor, input.organizationId);
    command.require(actions["people.manage"], organizationSubject(organization));
    await lockRows(command.tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    requirePersonManager(command, person);
    const id = await writeMembership(command, organization, { ...input, personId: person.id });
    command.audit({
      subjectIds: [id, person.id, organization.id],
      payload: { personId: person.id, organizationId: organization.id, role: input.role },
    });
    return { id };
  });
}
