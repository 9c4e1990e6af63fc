import type { ActivityAudience } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { loadActivity, loadActivityKind, requirePlanned } from "./load.ts";
import { checkWords, cleanWords, holdsOn } from "./model.ts";
import { actions } from "./policy.ts";
import { hostSubjects, requireHost } from "./public.ts";
import { loadServed, writeServed } from "./served.ts";
import { tellHosts } from "./tell.ts";

export type ChangeActivityInput = {
  activityId: string;
  activityKindId?: string | null;
  title?: string | null;
  body?: string | null;
  skills?: readonly string[] | null;
  audience?: ActivityAudience | null;
  /** All that it serves from now on; absent: as before. */
  partnershipIds?: readonly string[] | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Changes what an activity is: its words, kind, who may come, which partnerships it serves. When and where is changed from one
 * session on.
 *
 * @throws Rejection by field; ACTIVITY_KIND_ENDED, PARTNERSHIP_NOT_OF_HOSTS, PARTNERSHIP_NOT_ACTIVE; ACTIVITY_ENDED.
 */
export function changeActivity(ctx: CommandContext, input: ChangeActivityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.change", input }, async (command) => {
    const { tx } = command;
    const served = input.partnershipIds ? await loadServed(command, input.partnershipIds) : null;
    const activity = await loadActivity(command, input.activityId, input.version);
    requireHost(command, actions["activity.change"], hostSubjects(activity));
    requirePlanned(activity);
    const words = cleanWords({
      title: input.title ?? activity.title,
      body: input.body === undefined ? activity.body : input.body,
      skills: input.skills ?? activity.skills,
    });
    const problems = checkWords(words);
    const kindId = input.activityKindId ?? activity.activityKindId;
    if (kindId !== activity.activityKindId) {
      const kind = await loadActivityKind(command, kindId);
      const term = {
        validFrom: fromDbDate(kind.validFrom),
        validTo: kind.validTo && fromDbDate(kind.validTo),
      };
      if (!holdsOn(term, command.today)) {
        problems.push({ path: ["activityKindId"], code: "ACTIVITY_KIND_ENDED" });
      }
    }
    if (problems.length > 0) throw Rejection.validation(problems);
    const audience = input.audience ?? activity.audience;
    if (served) {
      const hosts = activity.hosts.map(({ organization }) => organization);
      await writeServed(command, activity, hosts, served);
    }
    await tx.activity.update({
      where: { id: activity.id },
      data: {
        title: words.title,
        body: words.body,
        skills: [...words.skills],
        audience,
        activityKindId: kindId,
        version: { increment: 1 },
      },
    });
    tellHosts(command, events["activity.changed"], activity, `Activity:${activity.id}`);
    command.audit({
      subjectIds: [activity.id, ...(served ?? []).map(({ id }) => id)],
      payload: {
        kindId,
        audience,
        partnershipIds: served?.map(({ id }) => id),
        words: digestOf(JSON.stringify(words)),
      },
    });
    return { id: activity.id };
  });
}
