import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { visibleTo as evidenceVisibleTo } from "../evidence/policy.ts";
import { placesIn } from "./circular.ts";
import { emptied } from "./circular-files.ts";
import { textsOfDocx } from "./docx-text.ts";
import { actions } from "./policy.ts";

export type SetCircularTemplateInput = {
  /** The uploaded file (kind CIRCULAR_TEMPLATE). */
  evidenceId: string;
  idempotencyKey?: string | null;
};

/** So many unknown places are told at once. */
const MOST_TOLD = 20;
/** Places that a template may name, repeated ones counted: filling takes the longer the more there are, and holds others up. */
const MOST_PLACES = 200;

/**
 * An uploaded document becomes the next version of the city's circular template. Its bytes are kept with the version, because
 * uploads that support no fact are given up in time.
 *
 * @throws Rejection PLACEHOLDER_UNKNOWN for each place nobody knows or where none can be, NO_PLACEHOLDERS, TOO_MANY,
 * NOT_A_DOCUMENT.
 */
export async function setCircularTemplate(
  ctx: CommandContext,
  input: SetCircularTemplateInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "circularTemplate.set", input }, async (command) => {
    const { tx } = command;
    const person = command.person();
    const { cityId } = person;
    command.require(actions["circularTemplate.set"], { cityId });
    const file = await tx.evidence.findFirst({
      where: {
        AND: [
          { id: input.evidenceId, fileKind: "CIRCULAR_TEMPLATE", byId: person.personId },
          evidenceVisibleTo(person),
        ],
      },
      select: { id: true, sha256: true, storageKey: true, fileName: true },
    });
    if (!file || !ctx.readFile) throw Rejection.notFound();
    const content = await ctx.readFile(file.storageKey);
    const texts = textsOfDocx(content);
    const problem = (code: string, params?: Record<string, string>) => ({
      path: ["evidenceId"],
      code,
      ...(params ? { params } : {}),
    });
    if (texts === null) throw Rejection.validation([problem("NOT_A_DOCUMENT")]);
    const { places, unknown } = placesIn(texts);
    if (unknown.length > 0)
      throw Rejection.validation(
        unknown
          .slice(0, MOST_TOLD)
          .map((name) => problem("PLACEHOLDER_UNKNOWN", { name: name.slice(0, 40) })),
      );
    if (places.length === 0) throw Rejection.validation([problem("NO_PLACEHOLDERS")]);
    if (texts.join("\n").split("{{").length - 1 > MOST_PLACES)
      throw Rejection.validation([problem("TOO_MANY", { max: String(MOST_PLACES) })]);
    // Filled once to see that it can be: a place where no text can stand would be told to the readers of the circular.
    const filled = await emptied(content);
    if (filled === null) throw Rejection.validation([problem("NOT_A_DOCUMENT")]);
    const left = placesIn(textsOfDocx(filled) ?? []).places;
    if (left.length > 0)
      throw Rejection.validation(left.map((name) => problem("PLACEHOLDER_UNKNOWN", { name })));

    // Two at once would take the same number.
    await lockRows(tx, "City", [cityId]);
    const last = await tx.circularTemplate.aggregate({ where: { cityId }, _max: { versionNumber: true } });
    const versionNumber = (last._max.versionNumber ?? 0) + 1;
    const id = command.newId();
    await tx.circularTemplate.create({
      data: {
        id,
        cityId,
        versionNumber,
        fileName: file.fileName,
        content: new Uint8Array(content),
        sha256: file.sha256,
        placeholders: places,
        byId: person.personId,
      },
    });
    command.audit({
      subjectIds: [id, file.id],
      payload: { evidenceId: file.id, sha256: file.sha256, versionNumber, placeholders: places },
    });
    return { id };
  });
}
