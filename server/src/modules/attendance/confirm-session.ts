import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { recordSessionDelivery, type SessionSignature } from "../deliveries/public.ts";
import type { PartInHand } from "./load.ts";
import { type AnswerReportInput, forEachPart, type PartInput, takeWaiting, tellHosts } from "./turn.ts";

/**
 * The other side confirms a reported session: every part of it that waits for this person, each in a command of its own, so that
 * each stands in the chain of its own partnership. From then on its hours count, and it is a delivery.
 *
 * @returns the report's id.
 * @throws Rejection NOTHING_WAITS, STALE_VERSION, REPORT_REOPENED, SAME_PERSON, PERIOD_SEALED.
 */
export async function confirmSession(ctx: CommandContext, input: AnswerReportInput): Promise<CommandResult> {
  return forEachPart(ctx, input, (part) => confirmPart(ctx, part));
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
