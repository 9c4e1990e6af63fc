import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { EventPayload } from "../../kernel/events.ts";
import type { Subject } from "../../kernel/policy.ts";
import { requireVersion } from "../../kernel/result.ts";
import { refOf } from "../organizations/public.ts";
import { toModel, type WithDates } from "./columns.ts";
import type { Partnership, Side } from "./model.ts";
import { loadPartnership, type PlacedPartnership, subjectOf } from "./public.ts";

/** Partnership rows: taken under lock, stepped as the model wants them, written back. */

export type HeldPartnership = {
  partnership: WithDates<PlacedPartnership>;
  subject: Subject;
  /** Where events about it lead and whom they concern. */
  told: Pick<EventPayload, "subject" | "giverId" | "receiverId" | "partnershipId">;
};

/** Locks and loads a partnership that the actor may see, in the version the client has seen. */
export async function takePartnership(
  command: Command,
  id: string,
  version?: number | null,
): Promise<HeldPartnership> {
  const row = await loadPartnership(command.tx, command.actor, id);
  requireVersion(row, version);
  return {
    partnership: toModel(row),
    subject: subjectOf(row),
    told: {
      subject: `Partnership:${id}`,
      giverId: row.giverId,
      receiverId: row.receiverId,
      partnershipId: id,
    },
  };
}

/** Writes what the steps change. */
export async function savePartnership(command: Command, p: Partnership & { id: string }): Promise<void> {
  await command.tx.partnership.update({
    where: { id: p.id },
    data: {
      state: p.state,
      endsOn: toDbDate(p.endsOn),
      endReason: p.endReason,
      giverAcknowledgedAt: p.giverAcknowledgedAt,
      giverAcknowledgedById: p.giverAcknowledgedById,
      receiverAcknowledgedAt: p.receiverAcknowledgedAt,
      receiverAcknowledgedById: p.receiverAcknowledgedById,
      version: { increment: 1 },
    },
  });
}

/** The subject narrowed to one side, so that only that side's people match. */
export function subjectOfSide(held: HeldPartnership, side: Side): Subject {
  const { partnership } = held;
  return side === "GIVER"
    ? { cityId: partnership.cityId, giver: refOf(partnership.giver) }
    : { cityId: partnership.cityId, receiver: refOf(partnership.receiver) };
}

/** The side for which the actor can speak: the asked one, else the one in which it has a role, the giver's first. */
export function sideOf(command: Command, held: HeldPartnership, asked?: Side | null): Side {
  if (asked) return asked;
  const { memberships } = command.person();
  const belongs = (id: string) => memberships.some((membership) => membership.organizationId === id);
  return belongs(held.partnership.giverId) || !belongs(held.partnership.receiverId) ? "GIVER" : "RECEIVER";
}
