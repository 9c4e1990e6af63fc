import type { EventDeclaration } from "../../kernel/events.ts";
import { events as activities } from "../activities/events.ts";
import { events as appeals } from "../appeals/events.ts";
import { events as attendance } from "../attendance/events.ts";
import { events as deliveries } from "../deliveries/events.ts";
import { events as funding } from "../funding/events.ts";
import { events as helpRequests } from "../help-requests/events.ts";
import { events as identity } from "../identity/events.ts";
import { events as obligations } from "../obligations/events.ts";
import { events as organizations } from "../organizations/events.ts";
import { events as partnerships } from "../partnerships/events.ts";
import { events as stations } from "../stations/events.ts";
import { events as volunteers } from "../volunteers/events.ts";
import { events as notifications } from "./events.ts";

/** Every module's declarations; a test fails when one is missing here. */
const declared: readonly Record<string, EventDeclaration>[] = [
  activities,
  appeals,
  attendance,
  deliveries,
  funding,
  helpRequests,
  identity,
  notifications,
  obligations,
  organizations,
  partnerships,
  stations,
  volunteers,
];

const byName: ReadonlyMap<string, EventDeclaration> = new Map(
  declared.flatMap((events) => Object.values(events).map((event) => [event.name, event] as const)),
);

/** The declaration of an event by its name; undefined for a name that this version does not know. */
export function eventDeclaration(name: string): EventDeclaration | undefined {
  return byName.get(name);
}

/** Names of all events that the server can tell of. */
export const eventNames: readonly string[] = [...byName.keys()].sort();
