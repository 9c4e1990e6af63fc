import { createHash } from "node:crypto";
import { addDays, startOfDay, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import type { SecretOf } from "../../kernel/secret.ts";
import { loadSettings } from "../cities/public.ts";
import { keepResidentPhotos } from "../evidence/public.ts";
import type { TakenPhoto } from "../evidence/public-photos.ts";
import { refOf } from "../organizations/public.ts";
import { followCode, hashOf } from "./codes.ts";
import { type Contact, sealContact } from "./contact.ts";
import { events } from "./events.ts";
import { dueFromToday, writeEntry } from "./load.ts";
import { plainText } from "./model.ts";
import { actions } from "./policy.ts";

export type SendAppealInput = {
  /** The public code of the community's form. */
  doorCode: string;
  text: string;
  /** The key of the form that was sent; the code to follow the appeal is made from it. */
  idempotencyKey: string;
};

/** What came with the text and is no part of the remembered input: what cannot be guessed from a digest must not stand in one. */
export type SentAlong = { contact: Contact | null; photos: readonly TakenPhoto[] };

/**
 * A resident sends an appeal through the form of a community. The same words sent to it twice in a day are merged into the first.
 *
 * @throws Rejection DOOR_CLOSED when the community has closed its form.
 */
export function sendAppeal(
  ctx: CommandContext & { secretOf: SecretOf },
  input: SendAppealInput,
  { contact, photos }: SentAlong,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.send", input }, async (command) => {
    const { tx, now } = command;
    const door = await tx.appealDoor.findUnique({
      where: { publicCode: input.doorCode },
      include: { receiver: { include: { division: { select: { path: true } } } } },
    });
    if (!door) throw Rejection.notFound();
    const { cityId, receiverId } = door;
    command.require(actions["appeal.send"], { cityId, receiver: refOf(door.receiver) });
    if (!door.open) throw Rejection.invalidTransition({ from: "CLOSED", allowed: [], code: "DOOR_CLOSED" });

    const id = command.newId();
    const textDigest = createHash("sha256").update(plainText(input.text)).digest("hex");
    // Two who send the same words at the same moment come one after the other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`appeal ${receiverId} ${textDigest}`}, 0))`;
    const twins = {
      cityId,
      receiverId,
      textDigest,
      createdAt: { gte: startOfDay(command.today) },
      state: { notIn: ["MERGED" as const, "REFUSED" as const] },
    };
    const seen = await tx.appeal.findMany({ where: twins, select: { id: true } });
    await lockRows(
      tx,
      "Appeal",
      seen.map(({ id }) => id),
    );
    // Read under the lock: one that the desk merges or refuses at this moment stands for no other.
    const first = await tx.appeal.findFirst({
      where: twins,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    const due = await dueFromToday(command, cityId);
    await tx.appeal.create({
      data: {
        id,
        cityId,
        receiverId,
        text: input.text,
        textDigest,
        followHash: hashOf(followCode(ctx.secretOf, input.idempotencyKey)),
        createdAt: now,
        ...(first
          ? { state: "MERGED", mergedIntoId: first.id }
          : { state: "RECEIVED", waitingSince: now, answerDueOn: toDbDate(due) }),
      },
    });
    await writeEntry(command, { id, cityId }, { kind: "RECEIVED" });
    if (contact) {
      const { appealContactKeptDays } = await loadSettings(tx, cityId, command.today);
      await tx.appealContact.create({
        data: {
          id: command.newId(),
          cityId,
          appealId: id,
          sealed: sealContact(ctx.secretOf, id, contact),
          consentAt: now,
          deleteOn: toDbDate(addDays(command.today, appealContactKeptDays)),
        },
      });
    }
    const photoIds = await keepResidentPhotos(command, cityId, photos, { appealId: id });
    command.emit(first ? events["appeal.changed"] : events["appeal.received"], {
      subject: `Appeal:${first?.id ?? id}`,
      receiverId,
    });
    command.audit({
      subjectIds: [id, receiverId, ...(first ? [first.id] : [])],
      payload: {
        receiverId,
        textDigest,
        photos: photoIds,
        contact: contact !== null,
        mergedIntoId: first?.id ?? null,
      },
    });
    return { id };
  });
}
