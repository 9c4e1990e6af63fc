import { organizationIds } from "../../kernel/actor.ts";
import { digestOf } from "../../kernel/canonical.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { Grant, OrganizationRef } from "../../kernel/policy.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { requireUnsealed } from "../cities/public.ts";
import {
  recordSessionDelivery,
  type SessionSignature,
  takeBackSessionDeliveries,
} from "../deliveries/public.ts";
import { refOf } from "../organizations/public.ts";
import { revokeCertificates } from "../volunteers/public.ts";
import { events } from "./events.ts";
import { type PartInHand, takePart } from "./load.ts";
import { actions, partsVisibleTo, waitingFor } from "./policy.ts";

export type ConfirmSessionInput = {
  sessionId: string;
  /** Of the report that was read: a list that changed since is read again first. */
  version: number;
  idempotencyKey?: string | null;
};

/**
 * The other side confirms a reported session: every part of it that waits for this person, each in a command of its own, so that
 * each stands in the chain of its own partnership. From then on its hours count, and it is a delivery.
 *
 * @returns the report's id.
 * @throws Rejection NOTHING_WAITS, STALE_VERSION, REPORT_REOPENED, SAME_PERSON, PERIOD_SEALED.
 */
export async function confirmSession(
  ctx: CommandContext,
  input: ConfirmSessionInput,
): Promise<CommandResult> {
  return forEachPart(ctx, input, (part) => confirmPart(ctx, part));
}

export type DisputeSessionInput = ConfirmSessionInput & {
  /** What is wrong with the list: the host corrects it and reports again. */
  reason: string;
};

/**
 * The other side says that it was not so: nothing counts, the host corrects the list and reports again.
 *
 * @throws Rejection as for `confirmSession`; REQUIRED at `reason`.
 */
export async function disputeSession(
  ctx: CommandContext,
  input: DisputeSessionInput,
): Promise<CommandResult> {
  return forEachPart(ctx, input, (part) => disputePart(ctx, { ...part, reason: input.reason }));
}

type PartInput = { partId: string; version: number; idempotencyKey: string | null };

/** The parts that wait for the actor, or that this very key has already answered: a repeated request ends where the first did. */
async function forEachPart(
  ctx: CommandContext,
  { sessionId, version, idempotencyKey }: ConfirmSessionInput,
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

function confirmPart(ctx: CommandContext, input: PartInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.confirm", input }, async (command) => {
    const { part, by } = await takeWaiting(command, input);
    const { session, report } = part;
    await command.tx.sessionPart.update({
      where: { id: part.id },
      data: {
        state: "CONFIRMED",
        confirmedById: by.personId,
        confirmedByOrganizationId: by.organizationId,
        confirmedAt: command.now,
        version: { increment: 1 },
      },
    });
    const made = await deliver(command, part, by);
    tellHosts(command, part, "attendance.confirmed");
    command.audit({
      subjectIds: [part.id, report.id, session.id, ...made.flatMap((one) => [one.id, ...one.obligationIds])],
      partnershipId: part.partnershipId,
      payload: {
        partId: part.id,
        sessionId: session.id,
        giverId: part.giverId,
        receiverId: part.receiverId,
        people: part.people,
        minutes: part.minutes,
        typedMinutes: part.typedMinutes,
        deliveryIds: made.map(({ id }) => id),
      },
    });
    return { id: part.id };
  });
}

/** One delivery per counted kind: the session itself, its measured minutes, and apart from them the typed ones. */
async function deliver(command: Command, part: PartInHand, by: SessionSignature) {
  const { giverId, receiverId, session, report } = part;
  if (giverId === null || receiverId === null) return [];
  const { countKindId, minutesKindId } = await command.tx.activityKind.findUniqueOrThrow({
    where: { id: session.activity.activityKindId },
    select: { countKindId: true, minutesKindId: true },
  });
  const reporter = await command.tx.organization.findUniqueOrThrow({
    where: { id: report.reportedByOrganizationId },
    select: { kind: true },
  });
  const reported = { personId: report.reportedById, organizationId: report.reportedByOrganizationId };
  // Each side signs for itself: where the receiver reported, the giver's signature is the confirmation.
  const receiverReported = reported.organizationId === receiverId;
  const facts = {
    sessionId: session.id,
    cityId: part.cityId,
    giverId,
    receiverId,
    partnershipId: part.partnershipId,
    occurredOn: part.day,
    reportedAt: report.reportedAt,
    given: { ...(receiverReported ? by : reported), onBehalf: reporter.kind === "OFFICE" },
    received: receiverReported ? reported : by,
  };
  const wanted = [
    { origin: "SESSION" as const, kindId: countKindId, quantity: part.held ? 1n : 0n },
    { origin: "SESSION" as const, kindId: minutesKindId, quantity: part.minutes },
    { origin: "SESSION_TYPED" as const, kindId: minutesKindId, quantity: part.typedMinutes },
  ];
  const made: { id: string; obligationIds: string[] }[] = [];
  for (const { kindId, ...rest } of wanted) {
    if (kindId === null || rest.quantity === 0n) continue;
    const delivery = await recordSessionDelivery(command, { ...facts, ...rest, kindId });
    if (delivery) made.push(delivery);
  }
  return made;
}

function disputePart(ctx: CommandContext, input: PartInput & { reason: string }): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.dispute", input }, async (command) => {
    const { part, by } = await takeWaiting(command, input);
    const disputeReason = requireText(input.reason, "reason", 500);
    await command.tx.sessionPart.update({
      where: { id: part.id },
      data: {
        state: "DISPUTED",
        disputedById: by.personId,
        disputedAt: command.now,
        disputeReason,
        version: { increment: 1 },
      },
    });
    tellHosts(command, part, "attendance.disputed");
    command.audit({
      subjectIds: [part.id, part.report.id, part.session.id],
      partnershipId: part.partnershipId,
      payload: { partId: part.id, sessionId: part.session.id, reason: digestOf(disputeReason) },
    });
    return { id: part.id };
  });
}

export type TakeBackConfirmationInput = {
  partId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * The side that confirmed takes it back, until the period is sealed: its deliveries are reversed, certificates that hold its hours
 * are revoked, and the host may correct the list and report again.
 *
 * @throws Rejection NOT_CONFIRMED, NOT_OWN_ACCEPTANCE, SAME_PERSON, PERIOD_SEALED, REQUIRED at `reason`.
 */
export function takeBackConfirmation(
  ctx: CommandContext,
  input: TakeBackConfirmationInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.takeBack", input }, async (command) => {
    const part = await takePart(command, input.partId, partsVisibleTo(command.person()));
    const by = signatureOf(command, await requireConfirmer(command, part));
    if (input.version !== null && input.version !== undefined && input.version !== part.version)
      throw Rejection.conflict(part.version);
    if (part.state !== "CONFIRMED")
      throw Rejection.invalidTransition({ from: part.state, allowed: [], code: "NOT_CONFIRMED" });
    if (part.confirmedByOrganizationId !== by.organizationId) throw Rejection.forbidden("NOT_OWN_ACCEPTANCE");
    const reason = requireText(input.reason, "reason", 500);
    await requireUnsealed(command, part.cityId, part.day);
    await command.tx.sessionPart.update({
      where: { id: part.id },
      data: {
        state: "DISPUTED",
        confirmedById: null,
        confirmedByOrganizationId: null,
        confirmedAt: null,
        disputedById: by.personId,
        disputedAt: command.now,
        disputeReason: reason,
        version: { increment: 1 },
      },
    });
    const { giverId, receiverId, cityId, session } = part;
    const back =
      giverId !== null && receiverId !== null
        ? await takeBackSessionDeliveries(
            command,
            { cityId, id: session.id, giverId, receiverId },
            { ...by, reason },
          )
        : { deliveryIds: [], obligationIds: [] };
    const revoked = await revokeCertificates(command, part.id);
    tellHosts(command, part, "attendance.takenBack");
    command.audit({
      subjectIds: [
        part.id,
        part.report.id,
        session.id,
        ...back.deliveryIds,
        ...back.obligationIds,
        ...revoked,
      ],
      partnershipId: part.partnershipId,
      payload: {
        partId: part.id,
        sessionId: session.id,
        deliveryIds: back.deliveryIds,
        revoked,
        reason: digestOf(reason),
      },
    });
    return { id: part.id };
  });
}

/** A part that waits for the actor, in the report that the client has read. */
async function takeWaiting(
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

function signatureOf(command: Command, grant: Grant): SessionSignature {
  const { personId } = command.person();
  if (!grant.membership) throw Rejection.forbidden("PERSON_REQUIRED");
  return { personId, organizationId: grant.membership.organizationId };
}

/** Asks the policy: the organization whose turn it is, or where there is no other side an office over what it is about. */
async function requireConfirmer(command: Command, part: PartInHand): Promise<Grant> {
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

function tellHosts(
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
