import { createHmac } from "node:crypto";
import { dateOf, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { type SecretOf, secretHash } from "../../kernel/secret.ts";
import { chainHeadOf } from "../audit/public.ts";
import { certificateCode, certificateNumber, periodProblems, sumsOf } from "./model.ts";
import { actions, servedBetween } from "./policy.ts";

export type IssueCertificateInput = {
  fromDay: LocalDate;
  toDay: LocalDate;
  idempotencyKey?: string | null;
};

/** The most sessions that one certificate lists. */
const MOST_LINES = 500;

/** The code of a certificate: made from the server's key and its id, so that the holder can print it again and the database cannot tell it. */
export function codeOfCertificate(secretOf: SecretOf, id: string): string {
  return certificateCode(createHmac("sha256", secretOf("certificates")).update(id).digest());
}

/**
 * A person asks for a certificate of service: what the record says of these days now, fixed, with a number and a code that anybody can
 * check. Only confirmed hours stand on it.
 *
 * @throws Rejection NO_HOURS, TOO_MANY_LINES, RECORD_CHANGED when hours were taken back this moment; DATE_IN_FUTURE at `toDay`, DATES_REVERSED at `fromDay`.
 */
export function issueCertificate(ctx: CommandContext, input: IssueCertificateInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "certificate.issue", input }, async (command) => {
    const { tx } = command;
    const { personId, cityId } = command.person();
    command.require(actions["volunteer.own"], { cityId });
    const problems = periodProblems(input.fromDay, input.toDay, command.today);
    if (problems.length > 0) throw Rejection.validation(problems);
    const { secretOf } = ctx;
    if (!secretOf) throw new Error("a certificate needs the server's key");
    const served = await tx.attendanceShare.findMany({
      where: {
        AND: [
          { cityId, personId, minutes: { gt: 0 }, part: { state: "CONFIRMED" } },
          servedBetween(input.fromDay, input.toDay),
        ],
      },
      include: {
        part: {
          select: {
            id: true,
            confirmedByOrganization: { select: { name: true } },
            report: {
              select: {
                reportedByOrganization: { select: { name: true } },
                session: { select: { startsAt: true, activity: { select: { title: true } } } },
              },
            },
          },
        },
      },
      orderBy: { id: "asc" },
      take: MOST_LINES + 1,
    });
    if (served.length === 0)
      throw Rejection.invalidTransition({ from: "EMPTY", allowed: [], code: "NO_HOURS" });
    if (served.length > MOST_LINES)
      throw Rejection.validation([
        { path: ["fromDay"], code: "TOO_MANY_LINES", params: { max: String(MOST_LINES) } },
      ]);
    // One number after another in a city.
    await lockRows(tx, "City", [cityId]);
    // Whoever takes back a confirmation waits for this, or this for them: what is listed stands.
    const partIds = [...new Set(served.map(({ part }) => part.id))];
    const standing = await tx.$queryRaw<{ id: string }[]>`
      select id from "SessionPart" where id = any(${partIds}::uuid[]) and "state" = 'CONFIRMED' order by id for share`;
    if (standing.length !== partIds.length) throw Rejection.conflict(null, "RECORD_CHANGED");
    const year = command.today.slice(0, 4);
    const before = await tx.serviceCertificate.count({
      where: { cityId, number: { startsWith: `${year}-` } },
    });
    const head = await chainHeadOf(tx, cityId);
    const id = command.newId();
    const sums = sumsOf(served);
    await tx.serviceCertificate.create({
      data: {
        ...{ id, cityId, personId, ...sums },
        number: certificateNumber(year, before + 1),
        codeHash: secretHash(codeOfCertificate(secretOf, id)),
        fromDay: toDbDate(input.fromDay),
        toDay: toDbDate(input.toDay),
        chainSeq: head?.seq ?? 0n,
        chainHash: head?.hash ?? "",
        issuedAt: command.now,
      },
    });
    await tx.certificateLine.createMany({
      data: served.map(({ part, minutes, typed }) => ({
        id: command.newId(),
        ...{ cityId, certificateId: id, partId: part.id, minutes, typed },
        onDay: toDbDate(dateOf(part.report.session.startsAt)),
        activity: part.report.session.activity.title,
        host: part.report.reportedByOrganization.name,
        confirmer: part.confirmedByOrganization?.name ?? "",
      })),
    });
    command.audit({
      subjectIds: [id, personId],
      payload: {
        certificateId: id,
        fromDay: input.fromDay,
        toDay: input.toDay,
        ...sums,
        lines: served.length,
      },
    });
    return { id };
  });
}
