import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { actions } from "./policy.ts";
import { loadOrganization, type OrganizationInput, writeOrganization } from "./public.ts";

export type CreateOrganizationInput = OrganizationInput & {
  startedOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * Adds an organization to the city.
 *
 * @throws Rejection DIVISION_NOT_IN_CITY, LEVEL_NOT_FOR_KIND, CREDIT_CODE_WRONG by field; NAME_IN_USE, CREDIT_CODE_IN_USE.
 */
export function createOrganization(
  ctx: CommandContext,
  input: CreateOrganizationInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "organization.create", input }, async (command) => {
    const { cityId } = command.actor;
    if (cityId === null) throw Rejection.notFound();
    command.require(actions["organization.manage"], { cityId });
    if (input.parentId) await loadOrganization(command.tx, command.actor, input.parentId);
    const { id, kind, divisionId, parentId } = await writeOrganization(command, cityId, input);
    command.audit({ subjectIds: [id], payload: { kind, divisionId, parentId } });
    return { id };
  });
}
