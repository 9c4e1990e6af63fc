import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { MembershipRole } from "./model.ts";
import { actions } from "./policy.ts";
import { loadOrganization, organizationSubject, writeMembership, writePerson } from "./public.ts";

export type CreatePersonInput = {
  organizationId: string;
  name: string;
  phone?: string | null;
  role: MembershipRole;
  title?: string | null;
  startsOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * Adds a person to an organization, with a first role. An account follows by invitation.
 *
 * @returns the person's id.
 */
export function createPerson(ctx: CommandContext, input: CreatePersonInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "person.create", input }, async (command) => {
    const organization = await loadOrganization(command.tx, command.actor, input.organizationId);
    command.require(actions["people.manage"], organizationSubject(organization));
    const personId = await writePerson(command, organization.cityId, input);
    const membershipId = await writeMembership(command, organization, { ...input, personId });
    command.audit({
      subjectIds: [personId, membershipId, organization.id],
      payload: { personId, membershipId, organizationId: organization.id, role: input.role },
    });
    return { id: personId };
  });
}
