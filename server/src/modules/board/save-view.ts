import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { actions } from "./policy.ts";
import { viewName, viewParameters } from "./view.ts";

export type SaveViewInput = {
  officeId: string;
  name: string;
  parameters: string;
  shared: boolean;
  idempotencyKey?: string | null;
};

/** A member of an office keeps a view of the board under a name, for itself or for the whole office. */
export function saveView(ctx: CommandContext, input: SaveViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.save", input }, async (command) => {
    const office = await loadOrganization(command.tx, command.actor, input.officeId);
    const { membership } = command.require(actions["view.save"], organizationSubject(office));
    if (office.kind !== "OFFICE" || !membership) throw Rejection.forbidden();
    const id = command.newId();
    await command.tx.savedView.create({
      data: {
        id,
        cityId: office.cityId,
        officeId: office.id,
        membershipId: membership.id,
        name: viewName(input.name),
        parameters: viewParameters(input.parameters),
        shared: input.shared,
      },
    });
    command.audit({ subjectIds: [id, office.id], payload: { viewId: id, shared: input.shared } });
    return { id };
  });
}
