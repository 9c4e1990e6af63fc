import { organizationIds } from "../../kernel/actor.ts";
import type { Command, CommandContext } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { Grant, OrganizationRef } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { requireUnsealed } from "../cities/public.ts";
import type { SessionSignature } from "../deliveries/public.ts";
import { refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { type PartInHand, takePart } from "./load.ts";
import { actions, partsVisibleTo, waitingFor } from "./policy.ts";

/** Whose turn it is at a reported session, and what stands in hand when they act. */

/** What the other side answers a report with. */
export type AnswerReportInput = {
  sessionId: string;
  /** Of the report that was read: a list that changed since is read again first. */
  version: number;
  idempotencyKey?: string | null;
};

/** One part of a report, answered by a command of its own. */
export type PartInput = { partId: string; version: number; idempotencyKey: string | null };

/** The parts that wait for the actor, or that this very key has already answered: a repeated request ends where the first did. */
export async function forEachPart(
  ctx: CommandContext,
  { sessionId, version, idempotencyKey }: AnswerReportInput,
  act: (part: PartInput) => Promise<CommandResult>,
): Promise<CommandResult> {
  const { actor, database } = ctx;
  if (actor.kind !== "PERSON") throw Rejection.forbidden("PERSON_REQUIRED");
  const parts = await database.prisma.sessionPart.findMany({
    where: { AND: [{ report: { sessionId } }, partsVisibleTo(actor)] },
    select: { id: true, reportId: true, confirmerId: true },
    orderBy: { id: "asc" },
  });
  const own = organizationIds(actor);
  const first =
    parts.find(({ confirmerId }) => confirmerId !== null && own.includes(confirmerId)) ?? parts[0];
  if (!first) throw Rejection.notFound();
  const waiting = await database.prisma.sessionPart.findMany({
    where: { AND: [{ report: { sessionId } }, waitingFor(actor)] },
    select: { id: true },
  });
  const keyOf = (partId: string) => (idempotencyKey ? `${idempotencyKey}:${partId}` : null);
  const keys = parts.flatMap(({ id }) => keyOf(id) ?? []);
  const answered = await database.prisma.idempotencyKey.findMany({
    where: { userId: actor.userId, key: { in: keys } },
    select: { key: true },
  });
  const wanted = parts.filter(
    ({ id }) => waiting.some((one) => one.id === id) || answered.some(({ key }) => key === keyOf(id)),
  );
  // Nothing waits: the command on the first part that is seen says why.
  for (const { id } of wanted.length > 0 ? wanted : [first])
    await act({ partId: id, version, idempotencyKey: keyOf(id) });
  return { id: first.reportId };
}

/** A part that waits for the actor, in the report that the client has read. */
export async function takeWaiting(
  command: Command,
  input: PartInput,
): Promise<{ part: PartInHand; by: SessionSignature }> {
  const part = await takePart(command, input.partId, partsVisibleTo(command.person()));
  const by = signatureOf(command, await requireConfirmer(command, part));
  if (part.state !== "WAITING")
    throw Rejection.invalidTransition({ from: part.state, allowed: [], code: "NOTHING_WAITS" });
  if (part.report.state === "REOPENED")
    throw Rejection.invalidTransition({ from: "REOPENED", allowed: [], code: "REPORT_REOPENED" });
  if (part.report.version !== input.version) throw Rejection.conflict(part.report.version);
  if (part.report.reportedById === by.personId) throw Rejection.forbidden("SAME_PERSON");
  await requireUnsealed(command, part.cityId, part.day);
  return { part, by };
}

/** Who signs, and for which organization. */
export function signatureOf(command: Command, grant: Grant): SessionSignature {
  const { personId } = command.person();
  if (!grant.membership) throw Rejection.forbidden("PERSON_REQUIRED");
  return { personId, organizationId: grant.membership.organizationId };
}

/** Asks the policy: the organization whose turn it is, or where there is no other side an office over what it is about. */
export async function requireConfirmer(command: Command, part: PartInHand): Promise<Grant> {
  const { confirmerId, receiverId, giverId, report, cityId } = part;
  const aboutId = confirmerId ?? receiverId ?? giverId ?? report.reportedByOrganizationId;
  const about: OrganizationRef = refOf(
    await command.tx.organization.findUniqueOrThrow({
      where: { id: aboutId },
      include: { division: { select: { path: true } } },
    }),
  );
  return command.require(
    actions["attendance.confirm"],
    confirmerId === null ? { cityId, receiver: about } : { cityId, organization: about },
  );
}

/** Every host is told, once for each. */
export function tellHosts(
  command: Command,
  part: PartInHand,
  event: "attendance.confirmed" | "attendance.disputed" | "attendance.takenBack",
): void {
  for (const { organizationId } of part.session.activity.hosts) {
    command.emit(events[event], {
      subject: `ActivitySession:${part.session.id}`,
      organizationId,
      giverId: part.giverId ?? organizationId,
      receiverId: part.receiverId ?? organizationId,
      partnershipId: part.partnershipId,
      params: { day: part.day },
    });
  }
}
