import type { CommandContext } from "../../server/src/kernel/command.ts";
import { ingestFile } from "../../server/src/modules/evidence/ingest.ts";
import { uploadEvidence } from "../../server/src/modules/evidence/upload-evidence.ts";
import { picture } from "./pictures.ts";
import type { Stage } from "./stage.ts";

/** Hands in pictures as a person does: taken in, stored, recorded. @returns the ids of the evidence. */
export async function handIn(
  stage: Stage,
  ctx: CommandContext,
  numbers: readonly number[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const number of numbers) {
    const ingested = await ingestFile({
      bytes: picture(number),
      fileName: `现场照片${number + 1}.png`,
      kind: "PHOTO",
      now: ctx.clock.now(),
    });
    if ("refusal" in ingested) throw new Error(`picture ${number} was refused: ${ingested.refusal}`);
    const { record, content, thumbnail } = ingested;
    await stage.storage.put(record.storageKey, content);
    if (thumbnail && record.thumbnailKey) await stage.storage.put(record.thumbnailKey, thumbnail);
    ids.push((await uploadEvidence(ctx, record)).id);
  }
  return ids;
}
