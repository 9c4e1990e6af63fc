import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { EventDeclaration } from "../../kernel/events.ts";
import { events } from "./events.ts";
import type { RequestInHand } from "./load.ts";

/**
 * Offers an open request to every unit of an active partnership with its receiver, each by one of its partnerships, and tells
 * them. Who was offered it before keeps its offer.
 *
 * @returns ids of the units that may now take it on.
 */
export async function offerToPairedUnits(
  command: Command,
  request: RequestInHand,
  told: EventDeclaration,
): Promise<string[]> {
  const day = toDbDate(command.today);
  const partnerships = await command.tx.partnership.findMany({
    where: {
      cityId: request.cityId,
      receiverId: request.receiverId,
      state: "ACTIVE",
      startsOn: { lte: day },
      endsOn: { gte: day },
    },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true, giverId: true },
  });
  const offered = await command.tx.helpRequestOffer.findMany({
    where: { cityId: request.cityId, helpRequestId: request.id },
    select: { organizationId: true },
  });
  const known = new Set(offered.map(({ organizationId }) => organizationId));
  const fresh = new Map<string, string>();
  for (const { id, giverId } of partnerships) {
    if (!known.has(giverId) && !fresh.has(giverId)) fresh.set(giverId, id);
  }
  await command.tx.helpRequestOffer.createMany({
    data: [...fresh].map(([organizationId, partnershipId]) => ({
      id: command.newId(),
      cityId: request.cityId,
      helpRequestId: request.id,
      organizationId,
      partnershipId,
    })),
  });
  const units = [...known, ...fresh.keys()];
  tellUnits(command, request, units, told);
  return units;
}

/** Tells units of a request, each by an event of its own; without any, the screens of the receiver and its offices refresh. */
export function tellUnits(
  command: Command,
  request: { id: string; receiverId: string; urgency: string },
  unitIds: readonly string[],
  told: EventDeclaration,
): void {
  const subject = `HelpRequest:${request.id}`;
  for (const giverId of unitIds) {
    command.emit(told, {
      subject,
      giverId,
      receiverId: request.receiverId,
      params: { urgency: request.urgency },
    });
  }
  if (unitIds.length === 0)
    command.emit(events["request.changed"], { subject, receiverId: request.receiverId });
}
