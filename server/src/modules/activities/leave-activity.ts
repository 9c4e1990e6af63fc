import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { loadActivity } from "./load.ts";
import { actions } from "./policy.ts";
import { tellHosts } from "./tell.ts";

export type LeaveActivityInput = {
  activityId: string;
  organizationId: string;
  idempotencyKey?: string | null;
};

/**
 * A co-host no longer holds the activity with the others; what was held stays as it was.
 *
 * @throws Rejection NotFound for an organization that does not host; LAST_HOST for the only one: it ends the activity instead.
 */
export function leaveActivity(ctx: CommandContext, input: LeaveActivityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.leave", input }, async (command) => {
    const activity = await loadActivity(command, input.activityId);
    const host = activity.hosts.find(({ organizationId }) => organizationId === input.organizationId);
    if (!host) throw Rejection.notFound();
    command.require(actions["activity.leave"], {
      cityId: activity.cityId,
      organization: refOf(host.organization),
    });
    if (activity.hosts.length === 1) {
      throw Rejection.invalidTransition({ from: activity.state, allowed: [], code: "LAST_HOST" });
    }
    await command.tx.activityHost.update({
      where: { id: host.id },
      data: { leftAt: command.now, version: { increment: 1 } },
    });
    await command.tx.activity.update({ where: { id: activity.id }, data: { version: { increment: 1 } } });
    tellHosts(command, events["activity.hostLeft"], activity, `Activity:${activity.id}`);
    command.audit({
      subjectIds: [activity.id, host.organizationId],
      payload: { organizationId: host.organizationId },
    });
    return { id: activity.id };
  });
}
