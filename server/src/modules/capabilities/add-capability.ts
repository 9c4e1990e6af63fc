import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { type CapabilityInput, columnsOf, recordOf } from "./load.ts";
import { actions } from "./policy.ts";

export type AddCapabilityInput = CapabilityInput & {
  organizationId: string;
  idempotencyKey?: string | null;
};

/** What one unit says at a time: more would be a catalogue that nobody reads. */
const MOST_CAPABILITIES = 100;

/**
 * A unit's liaison or manager says what the unit can give the city. It is no promise.
 *
 * @throws Rejection by field; TOO_MANY beyond 100 that go on.
 */
export function addCapability(ctx: CommandContext, input: AddCapabilityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "capability.add", input }, async (command) => {
    const unit = await loadOrganization(command.tx, command.actor, input.organizationId);
    command.require(actions["capability.keep"], organizationSubject(unit));
    if (unit.kind !== "PARTNER_UNIT")
      throw Rejection.validation([{ path: ["organizationId"], code: "NOT_A_PARTNER_UNIT" }]);
    const going = await command.tx.capability.count({
      where: { cityId: unit.cityId, organizationId: unit.id, validTo: null },
    });
    if (going >= MOST_CAPABILITIES)
      throw Rejection.validation([
        { path: ["description"], code: "TOO_MANY", params: { max: String(MOST_CAPABILITIES) } },
      ]);
    const id = command.newId();
    const data = { id, cityId: unit.cityId, organizationId: unit.id, ...(await columnsOf(command, input)) };
    const made = await command.tx.capability.create({ data });
    command.audit({ subjectIds: [id, unit.id], payload: recordOf(made) });
    return { id };
  });
}
