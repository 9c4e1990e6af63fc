import type { TestCity, TestOrganization, TestPerson } from "../world.ts";
import { act, type Things } from "./pair-story.ts";

/** An evening that the unit plans for the community, to which two of its people come; and the calendar of one of them. */
export async function tellActivity(
  city: TestCity,
  at: { unit: TestOrganization; partnershipId: string; liaison: TestPerson; unitHead: TestPerson },
): Promise<Things> {
  const { prisma } = city.world.database;
  const kind = await prisma.activityKind.findFirstOrThrow({
    where: { cityId: city.id, code: "VOLUNTEER_SERVICE" },
    select: { id: true },
  });
  const activity = await act(at.liaison, "planActivity", {
    organizationId: `Organization:${at.unit.id}`,
    activityKindId: `ActivityKind:${kind.id}`,
    title: "Reading",
    audience: "MEMBERS",
    firstOn: "2026-10-14",
    startTime: "19:00",
    durationMinutes: 90,
    place: "The reading room",
    partnershipIds: [at.partnershipId],
  });
  const { id } = await prisma.activitySession.findFirstOrThrow({
    where: { activityId: String(activity.split(":")[1]) },
    select: { id: true },
  });
  const sessionId = `ActivitySession:${id}`;
  const signup = await act(at.liaison, "signUp", { sessionId });
  await act(at.unitHead, "signUp", { sessionId });
  return {
    Activity: activity,
    ActivityKind: `ActivityKind:${kind.id}`,
    ActivitySession: sessionId,
    CalendarFeed: await act(at.liaison, "renewCalendar", {}),
    Signup: signup,
    // Where the unit sits.
    cityDivision: `Division:${city.root.id}`,
    firstDay: "2026-01-01",
    lastDay: "2026-12-31",
  };
}
