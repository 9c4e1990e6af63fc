import type { Command } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { FILE_KINDS, isFileKindName } from "./file-kinds.ts";
import type { IngestedFile } from "./ingest.ts";

/** The one fact that evidence is put behind. */
export type EvidenceTarget =
  | { deliveryId: string; expenseId?: undefined; helpRequestId?: undefined; sessionReportId?: undefined }
  | { expenseId: string; deliveryId?: undefined; helpRequestId?: undefined; sessionReportId?: undefined }
  | { helpRequestId: string; deliveryId?: undefined; expenseId?: undefined; sessionReportId?: undefined }
  | { sessionReportId: string; deliveryId?: undefined; expenseId?: undefined; helpRequestId?: undefined };

/** Most files that one command puts behind a fact. */
const MOST_AT_ONCE = 20;

/**
 * Puts uploaded files behind a fact, inside the caller's command. Only who uploaded a file does so; a file may
 * stand behind several facts (one photo of an activity with two receivers). What is already linked stays.
 *
 * @param evidenceIds uuids of Evidence.
 * @throws Rejection EVIDENCE_NOT_FOUND at `evidenceIds.<n>` for a file that is missing, erased, another person's or of a
 * kind that supports no fact; TOO_MANY beyond 20.
 */
export async function linkEvidence(
  command: Command,
  evidenceIds: readonly string[],
  target: EvidenceTarget,
): Promise<void> {
  const wanted = [...new Set(evidenceIds)];
  if (wanted.length === 0) return;
  if (wanted.length > MOST_AT_ONCE) {
    throw Rejection.validation([
      { path: ["evidenceIds"], code: "TOO_MANY", params: { max: String(MOST_AT_ONCE) } },
    ]);
  }
  const { actor, tx } = command;
  // Whoever erases a file that nobody used waits for this, or this for them.
  await tx.$queryRaw`select id from "Evidence" where id = any(${wanted}::uuid[]) order by id for share`;
  const found = await tx.evidence.findMany({
    where: {
      id: { in: wanted },
      erasedAt: null,
      ...(actor.kind === "PERSON" ? { cityId: actor.cityId, byId: actor.personId } : {}),
      ...(actor.kind === "SYSTEM" && actor.cityId !== null ? { cityId: actor.cityId } : {}),
    },
    select: { id: true, cityId: true, fileKind: true, links: { where: target, select: { id: true } } },
  });
  const usable = new Map(
    found.filter((file) => supportsFacts(file.fileKind)).map((file) => [file.id, file] as const),
  );
  const problems = evidenceIds.flatMap((id, position) =>
    usable.has(id) ? [] : [{ path: ["evidenceIds", String(position)], code: "EVIDENCE_NOT_FOUND" }],
  );
  if (problems.length > 0) throw Rejection.validation(problems);
  await tx.evidenceLink.createMany({
    data: wanted.flatMap((id) => {
      const file = usable.get(id);
      return !file || file.links.length > 0
        ? []
        : [{ id: command.newId(), cityId: file.cityId, evidenceId: id, ...target }];
    }),
  });
}

/**
 * Puts the photos that a resident sent, whose bytes are stored already, behind an appeal, inside the caller's command.
 *
 * @returns ids of the evidence.
 */
export async function keepResidentPhotos(
  command: Command,
  cityId: string,
  photos: readonly IngestedFile[],
  target: { appealId: string },
): Promise<string[]> {
  const ids: string[] = [];
  for (const photo of photos) {
    const id = command.newId();
    await command.tx.evidence.create({
      data: { id, cityId, ...photo, fileKind: "RESIDENT_PHOTO", createdAt: command.now },
    });
    await command.tx.evidenceLink.create({
      data: { id: command.newId(), cityId, evidenceId: id, ...target },
    });
    ids.push(id);
  }
  return ids;
}

/** Puts the photos of an appeal behind the help request that was drafted from it too, inside the caller's command. */
export async function carryPhotos(
  command: Command,
  from: { cityId: string; appealId: string },
  to: { helpRequestId: string },
): Promise<void> {
  const links = await command.tx.evidenceLink.findMany({
    where: { ...from, evidence: { erasedAt: null } },
    orderBy: { recordedAt: "asc" },
    select: { evidenceId: true },
  });
  await command.tx.evidenceLink.createMany({
    data: links.map(({ evidenceId }) => ({ id: command.newId(), cityId: from.cityId, evidenceId, ...to })),
  });
}

function supportsFacts(kind: string): boolean {
  return isFileKindName(kind) && FILE_KINDS[kind].openedBy === "FACT";
}
