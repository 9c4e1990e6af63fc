import type { ReminderPolicy } from "@gongjian/prisma/client";
import { toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { cityOf } from "../cities/public.ts";
import { actions } from "./policy.ts";
import { checkRung, type Rung } from "./reminder-model.ts";

/** Most policies of a city that hold at once. */
const MOST_POLICIES = 60;

type Keyed = { idempotencyKey?: string | null };
type Which = Keyed & { policyId: string; version?: number | null };

function checked(rung: Rung): Rung {
  const clean = {
    ...rung,
    audience: [...new Set(rung.audience)].sort(),
    channels: [...new Set(rung.channels)].sort(),
  };
  const problems = checkRung(clean);
  if (problems.length > 0) throw Rejection.validation(problems);
  return clean;
}

/** Adds a rung to the city's ladder; it speaks of what falls from today on. */
export function createReminderPolicy(ctx: CommandContext, input: Rung & Keyed): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminderPolicy.create", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["reminderPolicy.manage"], { cityId });
    const { idempotencyKey: _, ...said } = input;
    const rung = checked(said);
    if ((await command.tx.reminderPolicy.count({ where: { cityId, endedAt: null } })) >= MOST_POLICIES)
      throw Rejection.validation([
        { path: ["subject"], code: "TOO_MANY", params: { max: String(MOST_POLICIES) } },
      ]);
    const id = command.newId();
    await command.tx.reminderPolicy.create({
      data: { ...rung, id, cityId, validFrom: toDbDate(command.today) },
    });
    command.audit({ subjectIds: [id, cityId], payload: { ...rung } });
    return { id };
  });
}

async function take(command: Command, { policyId, version }: Which): Promise<ReminderPolicy> {
  await lockRows(command.tx, "ReminderPolicy", [policyId]);
  const policy = await command.tx.reminderPolicy.findFirst({
    where: { id: policyId, cityId: cityOf(command), endedAt: null },
  });
  if (!policy) throw Rejection.notFound();
  command.require(actions["reminderPolicy.manage"], { cityId: policy.cityId });
  requireVersion(policy, version);
  return policy;
}

/** Changes a rung, or switches it off and on. What it did before stands; from today on it does the new. */
export function changeReminderPolicy(
  ctx: CommandContext,
  input: Rung & Which & { active: boolean },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminderPolicy.change", input }, async (command) => {
    const policy = await take(command, input);
    const { subject, days, workdays, audience, channels, active } = input;
    const rung = checked({ subject, days, workdays, audience, channels });
    if (subject !== policy.subject)
      throw Rejection.validation([{ path: ["subject"], code: "SUBJECT_STANDS" }]);
    await command.tx.reminderPolicy.update({
      where: { id: policy.id },
      data: { ...rung, active, validFrom: toDbDate(command.today), version: { increment: 1 } },
    });
    command.audit({ subjectIds: [policy.id, policy.cityId], payload: { ...rung, active } });
    return { id: policy.id };
  });
}

/** Takes a rung out of the ladder for good. */
export function endReminderPolicy(ctx: CommandContext, input: Which): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminderPolicy.end", input }, async (command) => {
    const policy = await take(command, input);
    await command.tx.reminderPolicy.update({
      where: { id: policy.id },
      data: { endedAt: command.now, active: false, version: { increment: 1 } },
    });
    command.audit({ subjectIds: [policy.id, policy.cityId], payload: { subject: policy.subject } });
    return { id: policy.id };
  });
}
