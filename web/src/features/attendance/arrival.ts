import { clockOf, dateOf } from "../../lib/format.ts";

/** When a session is held, as instants. */
export interface Held {
  startsAt: string;
  endsAt: string;
}

/** So long after the beginning, in minutes, it matters whether somebody was there from the start. */
const LATE_MINUTES = 10;

/** What a host says of somebody on the list: came, or (once it is well under way) from the start or just now, or (once over) throughout. */
export function ticksOf({ startsAt, endsAt }: Held, now = Date.now()) {
  if (now >= Date.parse(endsAt)) return [{ said: "cameThroughout", arrivedAt: startsAt }] as const;
  if (now < Date.parse(startsAt) + LATE_MINUTES * 60_000) return [{ said: "came", arrivedAt: null }] as const;
  return [
    { said: "cameFromStart", arrivedAt: startsAt },
    { said: "cameNow", arrivedAt: null },
  ] as const;
}

/** The clock time at which somebody who is put on the list probably came: now, or the beginning once it is over; empty before it. */
export function likelyArrival({ startsAt, endsAt }: Held, now = Date.now()): string {
  if (now <= Date.parse(startsAt)) return "";
  return clockOf(now >= Date.parse(endsAt) ? startsAt : new Date(now).toISOString());
}

/** A clock time of the session's day as an instant within the session; null (the server's now) when there is none. */
export function arrivalOf({ startsAt, endsAt }: Held, clock: string, now = Date.now()): string | null {
  if (clock === "") return null;
  const at = Date.parse(`${dateOf(startsAt)}T${clock}:00+08:00`);
  const last = Math.min(Date.parse(endsAt), Math.max(now, Date.parse(startsAt)));
  return new Date(Math.min(last, Math.max(at, Date.parse(startsAt)))).toISOString();
}
