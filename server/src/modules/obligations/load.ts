import type { ExtensionRequest, Kind, Partnership, PartnershipSuspension } from "@gongjian/prisma/client";
import { fromDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import { belongsTo, type Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { remindersVisibleTo, visibleTo } from "./policy.ts";
import { type LoadedObligation, lockWithAnswered, toModel } from "./rows.ts";
import type { Suspension } from "./state.ts";

/** An obligation under a command's lock, with what policy and the derived state need to know. */
export type ObligationInHand = {
  obligation: LoadedObligation;
  kind: Kind;
  subject: Subject;
  /** Suspensions whose days are not yet in the due date: the one that lasts. */
  suspensions: Suspension[];
  /** Where events about it lead and whom they concern. */
  told: Pick<EventPayload, "subject" | "giverId" | "receiverId" | "partnershipId">;
};

/** The suspension that lasts, as the derived state wants it; ended ones have moved the due dates already. */
export function openSuspensions(
  partnership: (Partnership & { suspensions: PartnershipSuspension[] }) | null,
): Suspension[] {
  return (partnership?.suspensions ?? [])
    .filter((s) => s.endsOn === null)
    .map((s) => ({ startsOn: fromDbDate(s.startsOn), endsOn: null }));
}

/** Locks and loads an obligation that the actor may see, in the version the client has seen; not found otherwise. */
export async function takeObligation(
  command: Command,
  id: string,
  version?: number | null,
): Promise<ObligationInHand> {
  const [inHand] = await takeObligations(command, [id]);
  if (!inHand) throw Rejection.notFound();
  requireVersion(inHand.obligation, version);
  return inHand;
}

/** Locks and loads those of the obligations that the actor may see, in order of their due dates; the others are left out. */
export async function takeObligations(command: Command, ids: readonly string[]): Promise<ObligationInHand[]> {
  const { tx, actor } = command;
  await lockWithAnswered(tx, ids);
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const rows = await tx.obligation.findMany({
    where: { AND: [{ id: { in: [...ids] } }, scope] },
    include: { ...SIDES_INCLUDE, kind: true, partnership: { include: { suspensions: true } } },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
  });
  return rows.map(({ giver, receiver, kind, partnership, ...columns }) => ({
    obligation: toModel(columns),
    kind,
    subject: { cityId: columns.cityId, giver: refOf(giver), receiver: refOf(receiver) },
    suspensions: openSuspensions(partnership),
    told: {
      subject: `Obligation:${columns.id}`,
      giverId: columns.giverId,
      receiverId: columns.receiverId,
      partnershipId: columns.partnershipId,
    },
  }));
}

/** An office lets a unit off: not by a person who has a role in that unit (OWN_PROMISE). */
export function requireNotOwnPromise(command: Command, { giver }: Subject): void {
  if (belongsTo(command.actor, [giver])) throw Rejection.forbidden("OWN_PROMISE");
}

/** An extension request under lock, with the obligation that it is about. */
export async function takeExtension(
  command: Command,
  id: string,
  version?: number | null,
): Promise<{ request: ExtensionRequest; inHand: ObligationInHand }> {
  const known = await command.tx.extensionRequest.findUnique({
    where: { id },
    select: { obligationId: true },
  });
  if (!known) throw Rejection.notFound();
  const inHand = await takeObligation(command, known.obligationId);
  await lockRows(command.tx, "ExtensionRequest", [id]);
  const request = await command.tx.extensionRequest.findUniqueOrThrow({ where: { id } });
  requireVersion(request, version);
  return { request, inHand };
}

/** A reminder under lock that the actor may see, with both organizations that policy asks about. */
export async function takeReminder(command: Command, id: string) {
  const { tx, actor } = command;
  await lockRows(tx, "Reminder", [id]);
  const scope = actor.kind === "PERSON" ? remindersVisibleTo(actor) : {};
  const reminder = await tx.reminder.findFirst({
    where: { AND: [{ id }, scope] },
    include: { toOrganization: { include: { division: { select: { path: true } } } }, partnership: true },
  });
  if (!reminder) throw Rejection.notFound();
  const subject: Subject = { cityId: reminder.cityId, organization: refOf(reminder.toOrganization) };
  return { reminder, subject };
}
