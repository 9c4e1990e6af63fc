import { expect } from "vitest";
import { on, openPair, type Pair } from "../../../test/pair.ts";
import type { TestOrganization, TestPerson, World } from "../../../test/world.ts";
import { localDate, startOfDay } from "../../kernel/clock.ts";

/** A pair in a city that holds activities: what one held session counts as, and its hours. */
export type Held = Pair & { activityKindId: string; member: TestPerson };

/** Makes a pair whose unit has a member, and a kind of activity that counts as a joint activity and as volunteer hours. */
export async function openHeld(world: World, name = "Test City"): Promise<Held> {
  const pair = await openPair(world, name);
  const kind = await world.database.prisma.activityKind.findFirstOrThrow({
    where: {
      cityId: pair.city.id,
      countKindId: pair.city.kinds.JOINT_ACTIVITY,
      minutesKindId: { not: null },
    },
    select: { id: true },
    orderBy: { sortOrder: "asc" },
  });
  const member = await pair.city.person(pair.unit, "MEMBER");
  return { ...pair, activityKindId: `ActivityKind:${kind.id}`, member };
}

/** Plans one session of two hours from ten in the morning; its id as clients know it. */
export async function planSession(
  held: Held,
  by: TestPerson,
  host: TestOrganization,
  day: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const planned = await by.act(
    "planActivity",
    {
      organizationId: `Organization:${host.id}`,
      activityKindId: held.activityKindId,
      title: "Friday clean-up",
      audience: "MEMBERS",
      firstOn: day,
      startTime: "10:00",
      durationMinutes: 120,
      place: "The yard",
      partnershipIds: [held.partnershipId],
      ...more,
    },
    on("Activity", "id"),
  );
  expect(planned).toMatchObject({ __typename: "Activity" });
  const [row] = await held.world.sql<{ id: string }>(
    `select id from "ActivitySession" where "activityId" = $1 order by "startsAt" limit 1`,
    [String(planned["id"]).replace("Activity:", "")],
  );
  return `ActivitySession:${row?.id}`;
}

/** Moves the clock to a minute of a day in Shanghai. */
export function at(world: World, day: string, time: string): void {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  world.clock.set(new Date(startOfDay(localDate(day)).getTime() + (hours * 60 + minutes) * 60_000));
}

/** What the host's phone shows now. */
export async function codeFor(
  host: TestPerson,
  sessionId: string,
): Promise<{ digits: string; path: string }> {
  const { data, errors } = await host.ask(
    "query ($id: ID!) { checkInCode(sessionId: $id) { digits path validUntil } }",
    { id: sessionId },
  );
  expect(errors).toEqual([]);
  return data?.["checkInCode"] as { digits: string; path: string };
}

/** The report of a session as somebody sees it. */
export async function reportFor(person: TestPerson, sessionId: string) {
  const { data, errors } = await person.ask(
    `query ($id: ID!) { sessionReport(sessionId: $id) { id state round version
      parts { id state people minutes typedMinutes held allowed version disputeReason
        giver { id } receiver { id } deliveries { id origin quantity state acceptedQuantity }
        possibleDoubles { id origin } } } }`,
    { id: sessionId },
  );
  expect(errors).toEqual([]);
  return data?.["sessionReport"] as {
    id: string;
    version: number;
    state: string;
    round: number;
    parts: {
      id: string;
      state: string;
      people: number;
      minutes: string;
      typedMinutes: string;
      held: boolean;
      allowed: string[];
      version: number;
      giver: { id: string } | null;
      receiver: { id: string } | null;
      deliveries: { id: string; origin: string; quantity: string; state: string; acceptedQuantity: string }[];
      possibleDoubles: { id: string; origin: string }[];
    }[];
  } | null;
}

/** A promise as somebody sees it. */
export async function promiseFor(person: TestPerson, id: string) {
  const { data, errors } = await person.ask(
    `query ($id: ID!) { node(id: $id) { ... on Obligation { accepted claimed closure metOn } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data?.["node"] as {
    accepted: string;
    claimed: string;
    closure: string | null;
    metOn: string | null;
  };
}
