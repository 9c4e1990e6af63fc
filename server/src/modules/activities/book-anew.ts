import type { Command } from "../../kernel/command.ts";
import { bookRooms, releaseRooms } from "../stations/public.ts";

/**
 * Books the rooms of sessions that were free while a series changed: those of the activity that goes on are in its room, those that
 * were moved by hand or stayed behind where they were.
 *
 * @throws Rejection at `roomId` as `bookRooms`.
 */
export async function bookAnew(
  command: Command,
  sessionIds: readonly string[],
  goesOn: { activityId: string; roomId: string | null },
): Promise<void> {
  const open = await command.tx.activitySession.findMany({
    where: { id: { in: [...sessionIds] }, state: "PLANNED" },
    orderBy: { startsAt: "asc" },
  });
  const isOfSeries = (session: (typeof open)[number]) =>
    !session.byHand && session.activityId === goesOn.activityId;
  for (const session of open) {
    if (!isOfSeries(session) && session.roomId !== null) await bookRooms(command, [session], session.roomId);
  }
  const series = open.filter(isOfSeries);
  if (goesOn.roomId !== null) await bookRooms(command, series, goesOn.roomId);
  else
    await releaseRooms(
      command,
      series.map(({ id }) => id),
    );
}
