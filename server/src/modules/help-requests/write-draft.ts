import { addDays, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { loadSettings } from "../cities/public.ts";
import { linkEvidence } from "../evidence/public.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { needColumns, type RequestFields, requestColumns } from "./request-fields.ts";

/** Who asked the receiver for it: somebody without a role, who is asked at the end whether it is solved. */
export type Asker = { name: string; contact?: string | null };

export type NewDraft = RequestFields & {
  evidenceIds?: readonly string[] | null;
  /** Name and contact, where nobody keeps them elsewhere. */
  asker?: Asker | null;
  /** Somebody asked for it whose contact stands elsewhere (an appeal). */
  hasAsker?: boolean;
};

/**
 * Writes the draft of a request with its needs, its files and who asked. The caller's command has asked the policy and acts for a
 * person.
 *
 * @throws Rejection RECEIVER_KIND when the receiver is no community or office; the problems of the fields.
 */
export async function writeDraft(
  command: Command,
  receiver: PlacedOrganization,
  draft: NewDraft,
): Promise<{ id: string; needs: { id: string; kindId: string; quantity: bigint }[] }> {
  const { tx } = command;
  const { asker } = draft;
  if (receiver.kind !== "COMMUNITY" && receiver.kind !== "OFFICE") {
    throw Rejection.validation([{ path: ["receiverId"], code: "RECEIVER_KIND" }]);
  }
  const { cityId } = receiver;
  const columns = requestColumns(draft, command.today);
  const id = command.newId();
  await tx.helpRequest.create({
    data: {
      id,
      cityId,
      receiverId: receiver.id,
      ...columns,
      state: "DRAFT",
      createdById: command.person().personId,
      hasAsker: (draft.hasAsker ?? false) || Boolean(asker),
    },
  });
  const needs = (await needColumns(command, cityId, draft.needs)).map((need) => ({
    id: command.newId(),
    ...need,
  }));
  await tx.need.createMany({ data: needs.map((need) => ({ cityId, helpRequestId: id, ...need })) });
  if (asker) {
    // Of a draft that nobody opens the days run from now on; opened, they stand still.
    const { askerKeptDays } = await loadSettings(tx, cityId, command.today);
    await tx.requestAsker.create({
      data: {
        id: command.newId(),
        cityId,
        helpRequestId: id,
        name: requireText(asker.name, "askerName", 40),
        deleteOn: toDbDate(addDays(command.today, askerKeptDays)),
        contact: asker.contact?.trim() ? requireText(asker.contact, "askerContact", 60) : null,
      },
    });
  }
  await linkEvidence(command, draft.evidenceIds ?? [], { helpRequestId: id });
  return { id, needs };
}
