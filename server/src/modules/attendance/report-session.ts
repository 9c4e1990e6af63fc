import type { SessionPart } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { dateOf } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection, requireVersion } from "../../kernel/result.ts";
import { type HostedSession, requireHost, sessionSubjects } from "../activities/public.ts";
import { requireUnsealed } from "../cities/public.ts";
import { linkEvidence } from "../evidence/public.ts";
import { events } from "./events.ts";
import { heldOf, reportOf, takeSession } from "./load.ts";
import { type Part, partsOf } from "./parts.ts";
import { actions } from "./policy.ts";

export type ReportSessionInput = {
  sessionId: string;
  /** Of the report that stands, where one does. */
  version?: number | null;
  note?: string | null;
  /** Photos, where the host wants to show some; never asked for. */
  evidenceIds?: readonly string[] | null;
  idempotencyKey?: string | null;
};

/**
 * The host closes the list and says that the session was held: what it came to between each giver and each receiver waits for the
 * other side. Reported again after a correction, it keeps what is confirmed.
 *
 * @throws Rejection SESSION_NOT_YET before its end, SESSION_CANCELLED, REPORTED_ALREADY, NOBODY_CAME, PERIOD_SEALED, EVIDENCE_NOT_FOUND.
 */
export function reportSession(ctx: CommandContext, input: ReportSessionInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.report", input }, async (command) => {
    const { tx } = command;
    const session = await takeSession(command, input.sessionId);
    const grant = requireHost(command, actions["attendance.report"], sessionSubjects(session));
    const { personId } = command.person();
    const organizationId = grant.membership?.organizationId;
    if (!organizationId) throw Rejection.forbidden("PERSON_REQUIRED");
    if (command.now < session.endsAt)
      throw Rejection.invalidTransition({ from: session.state, allowed: [], code: "SESSION_NOT_YET" });
    await requireUnsealed(command, session.cityId, dateOf(session.startsAt));
    const before = await reportOf(command, session.id);
    if (before) requireVersion(before, input.version);
    if (before && before.state === "REPORTED" && !before.parts.some(({ state }) => state === "DISPUTED"))
      throw Rejection.invalidTransition({ from: "REPORTED", allowed: [], code: "REPORTED_ALREADY" });
    if (before?.parts.some(({ confirmedById }) => confirmedById === personId))
      throw Rejection.forbidden("SAME_PERSON");

    const held = await heldOf(command, session, organizationId);
    if (held.attended.length === 0)
      throw Rejection.invalidTransition({ from: session.state, allowed: [], code: "NOBODY_CAME" });
    const parts = partsOf(held);
    const note = optionalText(input.note, "note");
    const said = {
      state: "REPORTED" as const,
      note,
      reportedById: personId,
      reportedByOrganizationId: organizationId,
      reportedAt: command.now,
    };
    const id = before?.id ?? command.newId();
    if (before)
      await tx.sessionReport.update({
        where: { id },
        data: { ...said, round: { increment: 1 }, version: { increment: 1 } },
      });
    else
      await tx.sessionReport.create({
        data: { id, cityId: session.cityId, sessionId: session.id, ...said },
      });
    await linkEvidence(command, input.evidenceIds ?? [], { sessionReportId: id });
    const personOf = new Map(held.attended.map((one) => [one.id, one.personId]));
    await saveParts(command, { id, cityId: session.cityId }, parts, before?.parts ?? [], personOf);
    if (session.state !== "ENDED")
      await tx.activitySession.update({
        where: { id: session.id },
        data: { state: "ENDED", version: { increment: 1 } },
      });
    tell(command, session, parts, organizationId);
    const partnerships = new Set(parts.map((part) => part.partnershipId));
    command.audit({
      subjectIds: [id, session.id],
      partnershipId: partnerships.size === 1 ? (parts[0]?.partnershipId ?? null) : null,
      payload: {
        reportId: id,
        sessionId: session.id,
        round: (before?.round ?? 0) + 1,
        parts: parts.map(({ shares, ...part }) => ({ ...part, shares: shares.length })),
        evidenceIds: input.evidenceIds ?? [],
        note: note === null ? null : digestOf(note),
      },
    });
    return { id };
  });
}

const sameSides = (a: Pick<Part, "giverId" | "receiverId">, b: Pick<Part, "giverId" | "receiverId">) =>
  a.giverId === b.giverId && a.receiverId === b.receiverId;

/** Writes the parts of a report. What is confirmed stands as it is; what no longer is becomes DROPPED and counts nothing. */
async function saveParts(
  command: Command,
  report: { id: string; cityId: string },
  parts: readonly Part[],
  before: readonly SessionPart[],
  personOf: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { tx } = command;
  for (const old of before) {
    if (old.state === "CONFIRMED" || parts.some((part) => sameSides(part, old))) continue;
    await tx.attendanceShare.updateMany({
      where: { partId: old.id, minutes: { gt: 0 } },
      data: { minutes: 0n, version: { increment: 1 } },
    });
    await tx.sessionPart.update({ where: { id: old.id }, data: { ...NOTHING, state: "DROPPED", ...NEXT } });
  }
  for (const part of parts) {
    const old = before.find((one) => sameSides(part, one));
    if (old?.state === "CONFIRMED") continue;
    const { shares, giverId, receiverId, ...figures } = part;
    const waiting = { ...figures, ...UNDISPUTED, state: "WAITING" as const };
    const id = old?.id ?? command.newId();
    if (old) await tx.sessionPart.update({ where: { id }, data: { ...waiting, ...NEXT } });
    else
      await tx.sessionPart.create({
        data: { id, cityId: report.cityId, reportId: report.id, giverId, receiverId, ...waiting },
      });
    const known = old ? await tx.attendanceShare.findMany({ where: { partId: id } }) : [];
    for (const share of known) {
      const now = shares.find(({ attendanceId }) => attendanceId === share.attendanceId);
      const minutes = now?.minutes ?? 0n;
      if (minutes !== share.minutes)
        await tx.attendanceShare.update({ where: { id: share.id }, data: { minutes, ...NEXT } });
    }
    await tx.attendanceShare.createMany({
      data: shares
        .filter(({ attendanceId }) => !known.some((share) => share.attendanceId === attendanceId))
        .map((share) => ({
          id: command.newId(),
          cityId: report.cityId,
          partId: id,
          personId: personOf.get(share.attendanceId) ?? null,
          ...share,
        })),
    });
  }
}

const NEXT = { version: { increment: 1 } } as const;
const UNDISPUTED = { disputedById: null, disputedAt: null, disputeReason: null } as const;
const NOTHING = { ...UNDISPUTED, people: 0, minutes: 0n, typedMinutes: 0n, held: false } as const;

/** Whose turn it is is told once, however many parts wait there. */
function tell(command: Command, session: HostedSession, parts: readonly Part[], reporterId: string): void {
  const day = dateOf(session.startsAt);
  const subject = `ActivitySession:${session.id}`;
  const confirmers = new Set(parts.flatMap(({ confirmerId }) => confirmerId ?? []));
  for (const organizationId of confirmers) {
    const part = parts.find((one) => one.confirmerId === organizationId);
    command.emit(events["attendance.reported"], {
      subject,
      organizationId,
      giverId: part?.giverId ?? reporterId,
      receiverId: part?.receiverId ?? organizationId,
      partnershipId: part?.partnershipId ?? null,
      params: { day },
    });
  }
  const alone = parts.find(({ confirmerId }) => confirmerId === null);
  if (alone)
    command.emit(events["attendance.reportedToOffice"], {
      subject,
      giverId: reporterId,
      receiverId: alone.receiverId ?? alone.giverId ?? reporterId,
      params: { day },
    });
}
