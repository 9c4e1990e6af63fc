import type { Command, CommandContext } from "../../kernel/command.ts";
import { runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { type FileKindName, fileKind } from "./file-kinds.ts";
import type { IngestedFile } from "./ingest.ts";
import { actions } from "./policy.ts";

/** In how many of 64 bits two pictures may differ and still count as one that was handed in twice. */
const SAME_PICTURE = 6;
/** A hash with fewer bits of either value is a plain surface, which says nothing about the picture. */
const FEATURELESS = 6;

/**
 * Writes the row of a file whose bytes are stored already. Bytes without a row are harmless: nothing leads to them.
 *
 * @throws Rejection NOT_ALLOWED when none of the actor's roles hands in this kind of file.
 */
export function uploadEvidence(ctx: CommandContext, file: IngestedFile): Promise<CommandResult> {
  return runCommand(ctx, { name: "evidence.upload", input: {} }, async (command) => {
    const person = command.person();
    const membership = uploadingRole(person.memberships, file.fileKind);
    if (!membership) throw Rejection.forbidden();
    command.require(actions["evidence.upload"], {
      cityId: person.cityId,
      organization: { id: membership.organizationId, path: membership.path },
    });
    const id = command.newId();
    await command.tx.evidence.create({
      data: {
        id,
        cityId: person.cityId,
        byId: person.personId,
        ...file,
        reusedFromId: await firstAppearance(command, person, file),
      },
    });
    command.audit({
      subjectIds: [id],
      payload: { fileKind: file.fileKind, sha256: file.sha256, bytes: file.bytes, mediaType: file.mediaType },
    });
    return { id };
  });
}

/** The first of the roles that hands in files of this kind (of any kind when undefined). */
export function uploadingRole<Role extends { role: string }>(
  memberships: readonly Role[],
  kind: FileKindName | undefined,
): Role | undefined {
  const roles: readonly string[] =
    kind === undefined
      ? ["LEADER", "MANAGER", "COORDINATOR", "LIAISON", "MEMBER", "GRID_MEMBER"]
      : fileKind(kind).uploadedBy;
  return memberships.find(({ role }) => roles.includes(role));
}

/**
 * The first file of the city with the same bytes or nearly the same picture. A person's own file that stands behind
 * nothing does not count: that is an upload tried again.
 */
async function firstAppearance(
  command: Command,
  person: { cityId: string; personId: string },
  file: IngestedFile,
): Promise<string | null> {
  const rows = await command.tx.$queryRaw<{ id: string }[]>`
    select e.id from "Evidence" e
    where e."cityId" = ${person.cityId}::uuid
      and e."fileKind" <> 'WORKBOOK'
      and (e."sha256" = ${file.sha256}
        or bit_count(('x' || e."perceptualHash")::bit(64) # ('x' || ${telling(file.perceptualHash)}::text)::bit(64)) <= ${SAME_PICTURE})
      and (e."byId" <> ${person.personId}::uuid
        or exists (select from "EvidenceLink" l where l."cityId" = e."cityId" and l."evidenceId" = e.id))
    order by e."createdAt", e.id
    limit 1`;
  return file.fileKind === "WORKBOOK" ? null : (rows[0]?.id ?? null);
}

/** The hash, or null when the picture is too plain for it to tell anything. */
function telling(hash: string | null): string | null {
  if (hash === null) return null;
  const ones = [...hash].reduce(
    (sum, digit) =>
      sum + [..."0123456789abcdef".indexOf(digit).toString(2)].filter((bit) => bit === "1").length,
    0,
  );
  return ones < FEATURELESS || ones > 64 - FEATURELESS ? null : hash;
}
