import { digestOf } from "../../kernel/canonical.ts";
import { dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { belongsTo, type Subject } from "../../kernel/policy.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { workdaysBetween } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { lockSentFunds, settleFunds } from "../funding/public.ts";
import { checkArrival } from "./accept-delivery.ts";
import { spreadSettlement } from "./allocation.ts";
import { applyAllocations } from "./apply-allocations.ts";
import { events } from "./events.ts";
import { type DeliveryInHand, saveDelivery, signingOrganization, takeDelivery } from "./load.ts";
import { type Settlement, settle, settleSilent } from "./model.ts";
import { actions } from "./policy.ts";

export type SettleDisputeInput = {
  deliveryId: string;
  version?: number | null;
  arrived: bigint;
  notArrived: bigint;
  writtenOff: bigint;
  note: string;
  /** Money and goods: the day the settled part arrived, today when left out. */
  arrivedOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * An office settles a dispute: what arrived is accepted, what did not is owed again, what is written off is owed no more. The settling
 * person is neither who logged nor who disputed, and belongs to neither party. A delivery on which the receiver stays
 * silent beyond the city's working days is decided the same way.
 *
 * @throws Rejection PARTY_TO_DISPUTE, SAME_PERSON, SETTLEMENT_SUM, NOT_SILENT_YET.
 */
export function settleDispute(ctx: CommandContext, input: SettleDisputeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "dispute.settle", input }, async (command) => {
    const inHand = await takeDelivery(command, input.deliveryId, input.version);
    const { delivery, subject, allocations, openDispute, occurredOn, told } = inHand;
    const grant = command.require(actions["dispute.settle"], subject);
    const byOrganizationId = signingOrganization(command, grant);
    mustBeNoParty(command, subject);
    const note = requireText(input.note, "note");
    const parts = { arrived: input.arrived, notArrived: input.notArrived, writtenOff: input.writtenOff };
    const step = await decide(command, inHand, parts);
    const sent = await lockSentFunds(command, { id: delivery.id, cityId: delivery.cityId, occurredOn });
    const arrivedOn = input.arrivedOn ?? command.today;
    if (sent) await checkArrival(command, delivery.cityId, arrivedOn, occurredOn);
    await saveDelivery(command, step.delivery);
    const settledById = command.person().personId;
    if (openDispute) {
      await command.tx.dispute.update({
        where: { id: openDispute.id },
        data: {
          state: "SETTLED",
          ...parts,
          settlementNote: note,
          settledById,
          settledAt: command.now,
          version: { increment: 1 },
        },
      });
    }
    const acceptanceId = command.newId();
    await command.tx.acceptance.create({
      data: {
        id: acceptanceId,
        cityId: delivery.cityId,
        deliveryId: delivery.id,
        ...step.acceptance,
        note,
        byId: settledById,
        byOrganizationId,
      },
    });
    await applyAllocations(command, allocations, spreadSettlement(parts, allocations), note);
    const disputeId = openDispute?.id ?? null;
    if (sent) await settleFunds(command, sent, { acceptanceId, disputeId, parts, arrivedOn });
    const amounts = Object.fromEntries(
      Object.entries(parts).map(([part, amount]) => [part, amount.toString()]),
    );
    command.emit(events["delivery.settled"], { ...told, params: { ...told.params, ...amounts } });
    command.audit({
      subjectIds: [
        delivery.id,
        acceptanceId,
        ...(disputeId ? [disputeId] : []),
        ...allocations.map((a) => a.obligationId),
      ],
      partnershipId: delivery.partnershipId,
      payload: { deliveryId: delivery.id, disputeId, acceptanceId, ...parts, note: digestOf(note) },
    });
    return { id: delivery.id };
  });
}

/** Who holds any role in a side of the dispute does not settle it, under whatever role they come. */
function mustBeNoParty(command: Command, subject: Subject): void {
  if (belongsTo(command.actor, [subject.giver, subject.receiver, subject.attestor]))
    throw Rejection.forbidden("PARTY_TO_DISPUTE");
}

async function decide(command: Command, { delivery, openDispute }: DeliveryInHand, parts: Settlement) {
  const { personId } = command.person();
  if (openDispute) return settle(delivery, openDispute, parts, personId);
  const settings = await loadSettings(command.tx, delivery.cityId, command.today);
  const calendar = await loadCalendar(command.tx, delivery.cityId);
  const since = dateOf(delivery.submittedAt ?? command.now);
  return settleSilent(delivery, parts, personId, {
    workdays: workdaysBetween(since, command.today, calendar),
    afterWorkdays: settings.silenceWorkdays,
  });
}
