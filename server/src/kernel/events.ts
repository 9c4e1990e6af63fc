import type { MembershipRole } from "@gongjian/prisma/client";

/** Who is told of an event: people of a side by role, an office whose territory covers the receiver, or named persons. */
export type Audience =
  | { of: "GIVER" | "RECEIVER" | "ATTESTOR" | "ORGANIZATION"; roles: readonly MembershipRole[] }
  | { of: "OFFICE_OVER_RECEIVER"; roles: readonly MembershipRole[] }
  | { of: "PERSONS" };

/** One event, declared once beside its owner. Its texts are the client's, under the same name. */
export type EventDeclaration = {
  name: string;
  /** Who gets a notification in the app; the one who acted never does. */
  audience: readonly Audience[];
  /** Whether open screens of both sides and their offices refetch. */
  live: boolean;
  /** Whether it wants an act of who is told: what the burden meter counts. */
  asks?: true;
  /** Whether it also goes by mail to those who wish it: only what cannot wait for the summary of the day. */
  mailed?: true;
  /** Whether the work chats of the organizations in its audience hear of it: that it happened and where, never who or what. */
  webhook?: true;
};

/** What an event carries: ids and parameters for its text, never names or phones. */
export type EventPayload = {
  /** What it leads to: `Delivery:<id>`. */
  subject: string;
  giverId?: string;
  receiverId?: string;
  /** Who attests for the receiver, where that is an office. */
  attestorId?: string;
  organizationId?: string;
  partnershipId?: string | null;
  personIds?: string[];
  /** Amounts in minor units, dates, kind codes: formatted by the client. */
  params?: Record<string, string>;
};

/** Declares a module's events; the key becomes the event's name. */
export function defineEvents<Names extends string>(
  table: Record<Names, Omit<EventDeclaration, "name">>,
): Record<Names, EventDeclaration> {
  const events = {} as Record<Names, EventDeclaration>;
  for (const name of Object.keys(table) as Names[]) events[name] = { name, ...table[name] };
  return events;
}
