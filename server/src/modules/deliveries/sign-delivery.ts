import type { Delivery, Kind, TransferChannel } from "@gongjian/prisma/client";
import { fromDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadSettings } from "../cities/public.ts";
import { linkEvidence } from "../evidence/public.ts";
import { type Sending, sendFunds } from "../funding/public.ts";
import { free } from "../obligations/model.ts";
import { claimQuantity, lockObligations, type PromisedObligation } from "../obligations/public.ts";
import { type ClaimedPart, defaultAllocation } from "./allocation.ts";

/** What a giver says when it signs a delivery, besides the act itself. */
export type SigningDetails = {
  /** The tile that was tapped: filled first. */
  obligation: PromisedObligation | null;
  channel: TransferChannel | null;
  voucherNumber: string | null;
  evidenceIds: readonly string[];
};

/**
 * The giver's signature takes effect: evidence is linked, money and goods pass through the ledger, and the delivery claims its
 * part of what is promised, the named promise first and then by due date.
 *
 * @throws Rejection NOT_ALLOCATABLE, EVIDENCE_REQUIRED (where the city asks for it with money), and the ledger's refusals.
 */
export async function takeEffect(
  command: Command,
  delivery: Delivery,
  kind: Kind,
  details: SigningDetails,
): Promise<ClaimedPart[]> {
  const { obligation } = details;
  if (obligation) mustFit(delivery, obligation);
  await linkEvidence(command, details.evidenceIds, { deliveryId: delivery.id });
  if (kind.measure === "MONEY") await requireEvidence(command, delivery);
  const parts = isLedgerMeasure(kind.measure)
    ? await sendFunds(command, sendingOf(delivery, kind.measure, details))
    : await allocate(command, delivery, obligation);
  for (const { obligationId, claimed } of parts) {
    await command.tx.allocation.create({
      data: { id: command.newId(), cityId: delivery.cityId, deliveryId: delivery.id, obligationId, claimed },
    });
    await claimQuantity(command, { id: obligationId }, claimed);
  }
  return parts;
}

function isLedgerMeasure(measure: Kind["measure"]): measure is Sending["measure"] {
  return measure === "MONEY" || measure === "GOODS";
}

function mustFit(delivery: Delivery, obligation: PromisedObligation): void {
  const fits =
    obligation.giverId === delivery.giverId &&
    obligation.receiverId === delivery.receiverId &&
    obligation.partnershipId === delivery.partnershipId &&
    obligation.kindId === delivery.kindId &&
    obligation.good === delivery.good;
  if (!fits) throw Rejection.validation([{ path: ["obligationId"], code: "NOT_ALLOCATABLE" }]);
  if (obligation.closure !== null) {
    throw Rejection.invalidTransition({ from: obligation.closure, allowed: [], code: "OBLIGATION_CLOSED" });
  }
}

async function requireEvidence(command: Command, delivery: Delivery): Promise<void> {
  const settings = await loadSettings(command.tx, delivery.cityId, command.today);
  if (!settings.moneyNeedsEvidence) return;
  const linked = await command.tx.evidenceLink.count({ where: { deliveryId: delivery.id } });
  if (linked === 0) throw Rejection.validation([{ path: ["evidenceIds"], code: "EVIDENCE_REQUIRED" }]);
}

function sendingOf(delivery: Delivery, measure: Sending["measure"], details: SigningDetails): Sending {
  const { cityId, giverId, receiverId, partnershipId, kindId, good, quantity } = delivery;
  const { obligation, channel, voucherNumber } = details;
  return {
    deliveryId: delivery.id,
    ...{
      cityId,
      giverId,
      receiverId,
      partnershipId,
      kindId,
      good,
      quantity,
      measure,
      obligation,
      voucherNumber,
    },
    occurredOn: fromDbDate(delivery.occurredOn),
    channel: channel ?? "COMMUNITY",
  };
}

/** The named promise first, then every open one of the partnership, kind and good that had begun by the day of the act. */
async function allocate(
  command: Command,
  delivery: Delivery,
  named: PromisedObligation | null,
): Promise<ClaimedPart[]> {
  const { cityId, giverId, receiverId, partnershipId, kindId, good, occurredOn } = delivery;
  const rows = await command.tx.obligation.findMany({
    where: {
      ...{ cityId, giverId, receiverId, partnershipId, kindId, good },
      closure: null,
      OR: [{ opensOn: { lte: occurredOn } }, ...(named ? [{ id: named.id }] : [])],
    },
    select: { id: true },
  });
  const open = await lockObligations(
    command,
    rows.map((row) => row.id),
  );
  const targets = open
    .filter((one) => one.closure === null)
    .map((one) => ({ obligationId: one.id, dueOn: one.dueOn, free: free(one), answered: one.answered }));
  const first = targets.find((target) => target.obligationId === named?.id);
  const claimed = first ? minAmount(first.free, delivery.quantity) : 0n;
  const rest = defaultAllocation(
    delivery.quantity - claimed,
    targets.filter((target) => target !== first),
  );
  return first && claimed > 0n ? [{ obligationId: first.obligationId, claimed }, ...rest] : rest;
}
