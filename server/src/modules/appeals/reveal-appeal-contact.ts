import type { PersonActor } from "../../kernel/actor.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { recordReading } from "../audit/public.ts";
import { type Contact, openContact } from "./contact.ts";
import { subjectOf } from "./load.ts";
import { actions, visibleTo } from "./policy.ts";

const PLACED = { include: { division: { select: { path: true } } } } as const;

/**
 * Name and phone of who wrote an appeal, for the desk of its community. That it was read is recorded before it is shown.
 *
 * @throws Rejection not found without a contact or once it is deleted; CONTACT_UNREADABLE when the server's secret has changed since.
 */
export async function revealAppealContact(
  ctx: CommandContext & { actor: PersonActor },
  input: { appealId: string; idempotencyKey: string },
): Promise<Contact & { id: string }> {
  const { actor, database, secretOf } = ctx;
  const appeal = await database.prisma.appeal.findFirst({
    where: { AND: [{ id: input.appealId }, visibleTo(actor)] },
    include: { receiver: PLACED, passedTo: PLACED, contact: true },
  });
  if (!appeal) throw Rejection.notFound();
  const { receiver, cityId } = subjectOf(appeal);
  if (!can(actor, actions["appeal.reveal-contact"], { cityId, receiver })) throw Rejection.forbidden();
  if (!appeal.contact?.sealed || !secretOf) throw Rejection.notFound();
  const contact = openContact(secretOf, appeal.id, appeal.contact.sealed);
  if (!contact)
    throw Rejection.invalidTransition({ from: "SEALED", allowed: [], code: "CONTACT_UNREADABLE" });
  await recordReading(ctx, {
    what: "person",
    subjectIds: [appeal.id, appeal.receiverId],
    payload: { appealId: appeal.id },
    subject: { cityId, receiver },
    // Of this appeal: a key under which another one was read records nothing of it.
    onceAs: `${appeal.id}:${input.idempotencyKey}`,
  });
  return { id: appeal.id, ...contact };
}
