import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { loadActivity, requirePlanned } from "./load.ts";
import { MOST_HOSTS } from "./model.ts";
import { loadHost } from "./plan-activity.ts";
import { actions } from "./policy.ts";
import { hostSubjects, requireHost } from "./public.ts";

export type InviteHostInput = { activityId: string; organizationId: string; idempotencyKey?: string | null };

/**
 * A host asks another organization that it knows to hold the activity with it. It is told, and can leave.
 *
 * @throws Rejection HOST_KIND, HOST_ENDED at `organizationId`; ALREADY_HOST; ACTIVITY_ENDED.
 */
export function inviteHost(ctx: CommandContext, input: InviteHostInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.inviteHost", input }, async (command) => {
    const { tx } = command;
    const activity = await loadActivity(command, input.activityId);
    requireHost(command, actions["activity.change"], hostSubjects(activity));
    requirePlanned(activity);
    const organization = await loadHost(command, input.organizationId, "organizationId");
    if (activity.hosts.some(({ organizationId }) => organizationId === organization.id)) {
      throw Rejection.conflict(activity.version, "ALREADY_HOST");
    }
    if (activity.hosts.length >= MOST_HOSTS) {
      const params = { max: String(MOST_HOSTS) };
      throw Rejection.validation([{ path: ["organizationId"], code: "TOO_MANY", params }]);
    }
    const invitedById = command.person().personId;
    const before = { activityId: activity.id, organizationId: organization.id };
    const left = await tx.activityHost.findFirst({ where: before });
    if (left) {
      const data = { leftAt: null, invitedById, joinedAt: command.now, version: { increment: 1 } };
      await tx.activityHost.update({ where: { id: left.id }, data });
    } else {
      await tx.activityHost.create({
        data: { ...before, id: command.newId(), cityId: activity.cityId, invitedById },
      });
    }
    await tx.activity.update({ where: { id: activity.id }, data: { version: { increment: 1 } } });
    command.emit(events["activity.hostInvited"], {
      subject: `Activity:${activity.id}`,
      organizationId: organization.id,
    });
    command.audit({
      subjectIds: [activity.id, organization.id],
      payload: { organizationId: organization.id },
    });
    return { id: activity.id };
  });
}
