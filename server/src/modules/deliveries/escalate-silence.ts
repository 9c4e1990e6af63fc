import { addDays, dateOf, startOfDay, today } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { workdaysBetween } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { events } from "./events.ts";
import { takeDelivery } from "./load.ts";
import { allowedActs } from "./model.ts";
import { actions } from "./policy.ts";

/**
 * Deliveries of a city that wait for their receiver as long as the city allows, and of which its office was not told yet.
 * Nothing is ever accepted by time alone: the office may decide from then on.
 *
 * @returns at most `most` ids, the longest waiting first.
 */
export async function silentDeliveries(
  { database, clock }: Omit<CommandContext, "actor">,
  cityId: string,
  most: number,
): Promise<string[]> {
  const day = today(clock);
  const { silenceWorkdays } = await loadSettings(database.prisma, cityId, day);
  const calendar = await loadCalendar(database.prisma, cityId);
  // No more working days than days have passed.
  const before = startOfDay(addDays(day, 1 - silenceWorkdays));
  const waiting = await database.prisma.$queryRaw<{ id: string; submittedAt: Date }[]>`
    select d.id, d."submittedAt" from "Delivery" d
    where d."cityId" = ${cityId}::uuid and d."state" = 'SUBMITTED' and d."submittedAt" < ${before}
      and not exists (
        select from "AuditEntry" e where e."subjectIds" @> array[d.id] and e."command" = 'delivery.escalate')
    order by d."submittedAt", d.id limit ${most}`;
  return waiting
    .filter(({ submittedAt }) => workdaysBetween(dateOf(submittedAt), day, calendar) >= silenceWorkdays)
    .map(({ id }) => id);
}

/** Tells the office over the receiver, and once more the receiver, that a delivery waits too long. By the system alone. */
export function escalateSilence(ctx: CommandContext, deliveryId: string): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.escalate", input: { deliveryId } }, async (command) => {
    const { delivery, subject, told } = await takeDelivery(command, deliveryId);
    command.require(actions["delivery.escalate"], subject);
    if (delivery.state !== "SUBMITTED") {
      throw Rejection.invalidTransition({ from: delivery.state, allowed: allowedActs(delivery) });
    }
    command.emit(events["delivery.silent"], told);
    command.audit({
      subjectIds: [delivery.id, delivery.receiverId],
      partnershipId: delivery.partnershipId,
      payload: { deliveryId: delivery.id, submittedAt: delivery.submittedAt },
    });
    return { id: delivery.id };
  });
}
