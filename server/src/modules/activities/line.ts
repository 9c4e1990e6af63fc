import type { SessionState, Signup } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { placesToPass, refusalToSignUp, stateOnArrival } from "./model.ts";
import type { HostedSession } from "./public.ts";
import { tellHosts, whenParams } from "./tell.ts";

/** The line of a session: who comes, who waits. Its places are the database's own; the session is locked by the caller. */

const seatsOf = (command: Command, sessionId: string) =>
  command.tx.sessionSeats.findUniqueOrThrow({ where: { sessionId } });

/** A session as far as its line is concerned. */
export type LineOf = {
  id: string;
  cityId: string;
  activity: { hosts: readonly { organizationId: string }[] };
};

type Line = {
  state: SessionState;
  startsAt: Date;
  endsAt: Date;
  capacity: number | null;
  signed: number;
  waiting: number;
};

/**
 * Puts somebody at the end of the line, with a place when one is free. Session and places are locked here and not before: a crowd
 * that signs up at once waits for each other as shortly as can be.
 *
 * @throws Rejection SESSION_NOT_PLANNED, SESSION_STARTED; ALREADY_SIGNED_UP for who is in the line.
 */
export async function enter(
  command: Command,
  session: LineOf,
  who: { personId: string } | { guestId: string },
): Promise<Signup> {
  const { tx } = command;
  const [line] = await tx.$queryRaw<Line[]>`
    select s."state"::text as "state", s."startsAt", s."endsAt", p."capacity", p."signed", p."waiting"
    from "ActivitySession" s join "SessionSeats" p on p."sessionId" = s.id
    where s.id = ${session.id}::uuid for no key update of s, p`;
  if (!line) throw Rejection.notFound();
  const refusal = refusalToSignUp(line, command.now);
  if (refusal) throw Rejection.invalidTransition({ from: line.state, allowed: [], code: refusal });
  if ("personId" in who) {
    const [there] = await tx.$queryRaw<{ there: boolean }[]>`
      select exists (select from "Signup" where "cityId" = ${session.cityId}::uuid and "sessionId" = ${session.id}::uuid
        and "personId" = ${who.personId}::uuid and "state" <> 'CANCELLED') as "there"`;
    if (there?.there) throw Rejection.conflict(null, "ALREADY_SIGNED_UP");
  }
  const signup = await tx.signup.create({
    data: {
      ...who,
      id: command.newId(),
      cityId: session.cityId,
      sessionId: session.id,
      state: stateOnArrival(line),
    },
  });
  tellHosts(command, events["signup.made"], session.activity, `ActivitySession:${session.id}`);
  return signup;
}

/** Takes somebody out of the line; a place that becomes free goes to the first who waits, in the same command. */
export async function leave(
  command: Command,
  session: HostedSession,
  signup: Signup,
  by: "SELF" | "HOST",
): Promise<string[]> {
  await command.tx.signup.update({
    where: { id: signup.id },
    data: { state: "CANCELLED", cancelledAt: command.now, cancelledBy: by, version: { increment: 1 } },
  });
  const subject = `ActivitySession:${session.id}`;
  if (by === "HOST" && signup.personId !== null) {
    const params = whenParams(session.startsAt);
    command.emit(events["signup.removed"], { subject, personIds: [signup.personId], params });
  }
  tellHosts(command, events["signup.cancelled"], session.activity, subject);
  return passPlaces(command, session);
}

/** Gives free places to those who wait, in the order in which they came, and tells them; nobody once it has begun. */
export async function passPlaces(command: Command, session: HostedSession): Promise<string[]> {
  if (session.startsAt <= command.now || session.state !== "PLANNED") return [];
  const places = placesToPass(await seatsOf(command, session.id));
  if (places === 0) return [];
  const first = await command.tx.signup.findMany({
    where: { cityId: session.cityId, sessionId: session.id, state: "WAITING" },
    orderBy: { arrival: "asc" },
    take: places,
  });
  // One after the other: the database refuses a place over the heads of those who came before.
  for (const { id, personId } of first) {
    await command.tx.signup.update({
      where: { id },
      data: { state: "SIGNED", promotedAt: command.now, version: { increment: 1 } },
    });
    if (personId === null) continue;
    command.emit(events["signup.promoted"], {
      subject: `ActivitySession:${session.id}`,
      personIds: [personId],
      params: whenParams(session.startsAt),
    });
  }
  return first.map(({ id }) => id);
}
