import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { EventDeclaration } from "../../kernel/events.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { events } from "./events.ts";
import { offeredUntil, toHall } from "./hall.ts";
import { type RequestInHand, saveRequest } from "./load.ts";
import { open } from "./model.ts";

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

/**
 * Sets the days for which only the paired units are asked, by the rules of today. Where there is nobody to be asked first, or the
 * receiver wishes it, the request stands in the hall at once.
 *
 * @returns the request as it is to be saved.
 */
export async function offerFirst<R extends RequestInHand>(
  command: Command,
  request: R,
  offeredTo: readonly string[],
  atOnce: boolean,
): Promise<R> {
  const { tx, today } = command;
  if (request.hallSince !== null) return request;
  const { offerWindowWorkdays } = await loadSettings(tx, request.cityId, today);
  const until = offeredUntil(today, offerWindowWorkdays, await loadCalendar(tx, request.cityId));
  const offered = { ...request, offeredUntil: toDbDate(until), keptReason: null };
  if (!atOnce && offeredTo.length > 0) return offered;
  command.emit(events["request.hall-opened"], {
    subject: `HelpRequest:${request.id}`,
    receiverId: request.receiverId,
    params: { urgency: request.urgency },
  });
  return toHall(offered, command.now);
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

/**
 * Opens a draft inside a command that holds it: its paired units are asked from now on, the whole city at once where that is wished
 * or nobody is paired.
 *
 * @returns ids of the units that were offered it.
 */
export async function openDraft(
  command: Command,
  request: RequestInHand,
  toHallAtOnce: boolean,
): Promise<string[]> {
  const opened = open(request, request.needs, command.now);
  const offeredTo = await offerToPairedUnits(command, request, events["request.opened"]);
  await saveRequest(command, await offerFirst(command, opened, offeredTo, toHallAtOnce));
  return offeredTo;
}
