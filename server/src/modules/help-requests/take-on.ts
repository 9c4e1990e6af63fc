import type { Need } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { openObligation } from "../obligations/public.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { events } from "./events.ts";
import { staleClaims } from "./flow.ts";
import { type RequestInHand, saveNeeds } from "./load.ts";
import { claimNeed as claimStep, refuse } from "./model.ts";

/** A unit's part of a need, taken on: the claim, the obligation that it becomes, and the need as it stands then. */
export type TakenOn = { claimId: string; obligationId: string; partnershipId: string | null; need: Need };

/** What a unit takes on, and by when it will have delivered it. */
export type Part = { giver: PlacedOrganization; quantity: bigint; promisedOn: LocalDate };

/**
 * A unit takes on a part of a need, inside a command that holds the request (`takeRequest`, after `lockPairings`) and has asked the
 * policy. Through its partnership with the receiver where there is one; from the hall also without.
 *
 * @throws Rejection NEED_OVERCLAIMED, NOT_OFFERED, PARTNERSHIP_NOT_ACTIVE, CLAIMS_STALE, IN_THE_PAST.
 */
export async function takeOn(
  command: Command,
  request: RequestInHand,
  need: Need,
  part: Part,
): Promise<TakenOn> {
  const { tx } = command;
  const { giver, quantity, promisedOn } = part;
  if (promisedOn < command.today) {
    throw Rejection.validation([{ path: ["promisedOn"], code: "IN_THE_PAST" }]);
  }
  const partnershipId = await pairingOf(command, request, giver.id);
  await requireSettled(command, request, giver.id);
  const after = claimStep(request, need, quantity);
  await saveNeeds(command, request.needs, [after]);
  const claimId = command.newId();
  await tx.claim.create({
    data: {
      id: claimId,
      cityId: request.cityId,
      needId: need.id,
      giverId: giver.id,
      partnershipId,
      quantity,
      promisedOn: toDbDate(promisedOn),
      state: "OPEN",
      byId: command.person().personId,
    },
  });
  const obligation = await openObligation(command, {
    cityId: request.cityId,
    giverId: giver.id,
    receiverId: request.receiverId,
    partnershipId,
    kindId: need.kindId,
    source: "CLAIM",
    quantity,
    good: need.good,
    opensOn: command.today,
    dueOn: promisedOn,
    claimId,
  });
  command.emit(events["request.claimed"], {
    subject: `HelpRequest:${request.id}`,
    giverId: giver.id,
    receiverId: request.receiverId,
    partnershipId,
    params: { quantity: quantity.toString(), promisedOn },
  });
  return { claimId, obligationId: obligation.id, partnershipId, need: after };
}

/**
 * Locks the partnerships through which units may take on a need of a request. Partnerships come before requests in the order of
 * locks: whoever ends one either sees the claim or has ended it before.
 */
export async function lockPairings(
  command: Command,
  helpRequestId: string,
  giverIds: readonly string[],
): Promise<void> {
  const found = await command.tx.partnership.findMany({
    where: {
      giverId: { in: [...giverIds] },
      OR: [
        { offers: { some: { helpRequestId } } },
        { state: "ACTIVE", receiver: { helpRequests: { some: { id: helpRequestId } } } },
      ],
    },
    select: { id: true },
  });
  await lockRows(
    command.tx,
    "Partnership",
    found.map(({ id }) => id),
  );
}

/** The partnership by which a unit takes it on; null from the hall, where none is needed. */
async function pairingOf(command: Command, request: RequestInHand, giverId: string): Promise<string | null> {
  const { tx } = command;
  const offer = await tx.helpRequestOffer.findFirst({
    where: { cityId: request.cityId, helpRequestId: request.id, organizationId: giverId },
    include: { partnership: { select: { id: true, state: true } } },
  });
  if (offer?.partnership.state === "ACTIVE") return offer.partnershipId;
  if (!request.hallSince) throw refuse(request, offer ? "PARTNERSHIP_NOT_ACTIVE" : "NOT_OFFERED");
  const day = toDbDate(command.today);
  const paired = await tx.partnership.findFirst({
    where: {
      cityId: request.cityId,
      giverId,
      receiverId: request.receiverId,
      state: "ACTIVE",
      startsOn: { lte: day },
      endsOn: { gte: day },
    },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return paired?.id ?? null;
}

/** A unit that let earlier claims go stale settles them first: CLAIMS_STALE {claims, workdays}. */
async function requireSettled(command: Command, request: RequestInHand, giverId: string): Promise<void> {
  const { staleIds, workdays } = await staleOf(command.tx, request.cityId, giverId, command.today);
  if (staleIds.length === 0) return;
  const claims = staleIds.map((id) => `Claim:${id}`).join(",");
  throw refuse(request, "CLAIMS_STALE", { claims, workdays: String(workdays) });
}

/** The claims of a unit that are past their day by more working days than its city allows, with nothing delivered; the oldest first. */
export async function staleOf(
  tx: Pick<Transaction, "obligation" | "citySetting" | "calendarDay">,
  cityId: string,
  giverId: string,
  today: LocalDate,
): Promise<{ staleIds: string[]; workdays: number }> {
  const { staleClaimWorkdays: workdays } = await loadSettings(tx, cityId, today);
  const late = await tx.obligation.findMany({
    where: {
      cityId,
      giverId,
      source: "CLAIM",
      closure: null,
      claimed: 0n,
      answered: 0n,
      suspendedOn: null,
      dueOn: { lt: toDbDate(today) },
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    select: { claimId: true, dueOn: true },
  });
  if (late.length === 0) return { staleIds: [], workdays };
  const open = late.flatMap(({ claimId, dueOn }) => (claimId ? [{ claimId, dueOn: fromDbDate(dueOn) }] : []));
  const stale = staleClaims(open, today, workdays, await loadCalendar(tx, cityId));
  return { staleIds: stale.map(({ claimId }) => claimId), workdays };
}
