import type { Command } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPartnerships, type PlacedPartnership } from "../partnerships/public.ts";
import { MOST_PARTNERSHIPS } from "./model.ts";

/** The partnerships that an activity serves. */

/**
 * Locks and loads the partnerships to be served; to be called before anything else of the command is locked.
 *
 * @throws Rejection NotFound for one that the actor may not see.
 */
export async function loadServed(command: Command, ids: readonly string[]): Promise<PlacedPartnership[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length > MOST_PARTNERSHIPS) {
    const params = { max: String(MOST_PARTNERSHIPS) };
    throw Rejection.validation([{ path: ["partnershipIds"], code: "TOO_MANY", params }]);
  }
  const served = await loadPartnerships(command.tx, command.actor, wanted);
  if (served.length < wanted.length) throw Rejection.notFound();
  return served;
}

/**
 * Writes which partnerships an activity serves from now on: one side of each is a host.
 *
 * @throws Rejection PARTNERSHIP_NOT_OF_HOSTS, PARTNERSHIP_NOT_ACTIVE at `partnershipIds`.
 */
export async function writeServed(
  command: Command,
  activity: { id: string; cityId: string },
  hosts: readonly { id: string }[],
  served: readonly PlacedPartnership[],
): Promise<void> {
  const { tx, now } = command;
  const isHost = (id: string) => hosts.some((host) => host.id === id);
  const refuse = (code: string) => Rejection.validation([{ path: ["partnershipIds"], code }]);
  const before = await tx.activityPartnership.findMany({ where: { activityId: activity.id } });
  for (const { id, giverId, receiverId, state } of served) {
    if (!isHost(giverId) && !isHost(receiverId)) throw refuse("PARTNERSHIP_NOT_OF_HOSTS");
    const known = before.find(({ partnershipId }) => partnershipId === id);
    if (known?.removedAt === null) continue;
    if (state !== "ACTIVE" && state !== "SUSPENDED") throw refuse("PARTNERSHIP_NOT_ACTIVE");
    if (known) {
      const data = { removedAt: null, version: { increment: 1 } };
      await tx.activityPartnership.update({ where: { id: known.id }, data });
    } else {
      await tx.activityPartnership.create({
        data: { id: command.newId(), cityId: activity.cityId, activityId: activity.id, partnershipId: id },
      });
    }
  }
  // What the actor cannot see (of another host) stays.
  const gone = before.filter(
    (row) => row.removedAt === null && !served.some((s) => s.id === row.partnershipId),
  );
  const seen = await loadPartnerships(
    tx,
    command.actor,
    gone.map(({ partnershipId }) => partnershipId),
  );
  await tx.activityPartnership.updateMany({
    where: { activityId: activity.id, removedAt: null, partnershipId: { in: seen.map(({ id }) => id) } },
    data: { removedAt: now, version: { increment: 1 } },
  });
}
