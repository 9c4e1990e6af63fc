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

/** Views that one role keeps: more of them, shared, would push those of colleagues out of the list. */
const MOST_VIEWS = 50;

/**
 * A member of an office keeps a view of the board under a name, for itself or for the whole office.
 *
 * @throws Rejection TOO_MANY beyond 50; REQUIRED, TOO_LONG, VIEW_PARAMETERS.
 */
export function saveView(ctx: CommandContext, input: SaveViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.save", input }, async (command) => {
    const office = await loadOrganization(command.tx, command.actor, input.officeId);
    const { membership } = command.require(actions["view.save"], organizationSubject(office));
    if (office.kind !== "OFFICE" || !membership) throw Rejection.forbidden();
    const kept = await command.tx.savedView.count({
      where: { cityId: office.cityId, membershipId: membership.id, deletedAt: null },
    });
    if (kept >= MOST_VIEWS)
      throw Rejection.validation([{ path: ["name"], code: "TOO_MANY", params: { max: String(MOST_VIEWS) } }]);
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
