import { digestOf } from "../../kernel/canonical.ts";
import { addDays, dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { bookRoom, placeOfRoom, releaseRooms } from "../stations/public.ts";
import { checkDuration, checkPlaces, instantOf, minuteOf, refusalToChange } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession, requireHost, sessionSubjects } from "./public.ts";
import { moveOne } from "./write-sessions.ts";

export type MoveSessionInput = {
  sessionId: string;
  on: LocalDate;
  /** `HH:MM` in Asia/Shanghai. */
  startTime: string;
  durationMinutes?: number | null;
  place?: string | null;
  /** Absent: the room that it has; null: none any more. */
  roomId?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Moves one session to another day, time or place. The series goes on as it was; who comes keeps the place and is told.
 *
 * @throws Rejection by field; IN_THE_PAST at `on`; SESSION_NOT_PLANNED, SESSION_ENDED, PEOPLE_CHECKED_IN; at `roomId` as `bookRooms`.
 */
export function moveSession(ctx: CommandContext, input: MoveSessionInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "session.move", input }, async (command) => {
    const session = await loadSession(command, input.sessionId, input.version);
    requireHost(command, actions["session.move"], sessionSubjects(session));
    const refusal = refusalToChange(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const minute = minuteOf(input.startTime);
    const lasting = (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000;
    const minutes = input.durationMinutes ?? lasting;
    const roomId = input.roomId === undefined ? session.roomId : input.roomId;
    const isOtherRoom = roomId !== null && roomId !== session.roomId;
    const place =
      input.place?.trim() || (isOtherRoom ? await placeOfRoom(command, roomId) : session.place.trim());
    const problems = [...checkDuration(minutes), ...checkPlaces({ place, capacity: null })];
    if (minute === null) problems.push({ path: ["startTime"], code: "TIME_FORM" });
    const startsAt = instantOf(input.on, minute ?? 0);
    if (startsAt <= command.now) problems.push({ path: ["on"], code: "IN_THE_PAST" });
    if (input.on > addDays(command.today, 366)) problems.push({ path: ["on"], code: "TOO_FAR" });
    if (problems.length > 0) throw Rejection.validation(problems);
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
    await moveOne(command, session.activity, session, { startsAt, endsAt, place, byHand: true });
    if (roomId !== null) await bookRoom(command, { ...session, startsAt, endsAt }, roomId);
    else if (session.roomId !== null) await releaseRooms(command, [session.id]);
    command.audit({
      subjectIds: [session.id, session.activityId],
      payload: {
        from: session.startsAt,
        startsAt,
        endsAt,
        on: dateOf(startsAt),
        place: digestOf(place),
        roomId,
      },
    });
    return { id: session.id };
  });
}
