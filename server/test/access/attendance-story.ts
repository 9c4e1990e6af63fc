import { randomBytes } from "node:crypto";
import { localDate, toDbDate } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { TestCity, TestOrganization, TestPerson } from "../world.ts";
import type { Things } from "./pair-story.ts";

/**
 * A session of the unit for the community, held and reported, which waits for the other side; hours that were typed and have no second
 * person yet; and the record of who came. Written by the owner's hand, because the town's clock stands still.
 */
export async function attendanceOf(
  city: TestCity,
  at: {
    unit: TestOrganization;
    community: TestOrganization;
    partnershipId: string;
    liaison: TestPerson;
    unitHead: TestPerson;
  },
): Promise<Things> {
  const { prisma } = city.world.database;
  const { unit, community, liaison, unitHead } = at;
  const cityId = city.id;
  const partnershipId = String(at.partnershipId.split(":")[1]);
  const came = liaison.actor.personId;
  const head = unitHead.actor.personId;
  const kind = await prisma.activityKind.findFirstOrThrow({ where: { cityId }, select: { id: true } });
  const ids = { activity: newId(), session: newId(), report: newId(), part: newId(), listed: newId() };
  const span = { startsAt: new Date("2026-02-27T02:00:00Z"), endsAt: new Date("2026-02-27T04:00:00Z") };
  await prisma.activity.create({
    data: {
      id: ids.activity,
      ...{ cityId, activityKindId: kind.id, title: "Clean-up", place: "The yard", createdById: head },
      ...{ audience: "MEMBERS", state: "PLANNED", holidays: "KEEP", startMinute: 600, durationMinutes: 120 },
      firstOn: toDbDate(localDate("2026-02-27")),
    },
  });
  const under = { cityId, activityId: ids.activity };
  await prisma.activityHost.create({
    data: { id: newId(), ...under, organizationId: unit.id, invitedById: head },
  });
  await prisma.activityPartnership.create({ data: { id: newId(), ...under, partnershipId } });
  await prisma.activitySession.create({
    data: {
      id: ids.session,
      ...under,
      ...span,
      originalStartsAt: span.startsAt,
      place: "The yard",
      state: "ENDED",
      checkInSecret: new Uint8Array(randomBytes(32)),
      publicCode: newId(),
    },
  });
  const written = { cityId, sessionId: ids.session, organizationId: unit.id, ...span };
  await prisma.attendance.create({
    data: { id: ids.listed, ...written, personId: came, method: "LIST", enteredById: head },
  });
  const typed = await prisma.attendance.create({
    data: {
      ...{ id: newId(), ...written, personId: head, method: "TYPED" },
      ...{ typedReason: "No list", enteredById: came },
    },
  });
  await prisma.sessionReport.create({
    data: {
      ...{ id: ids.report, cityId, sessionId: ids.session, state: "REPORTED" },
      ...{ reportedById: came, reportedByOrganizationId: unit.id, reportedAt: span.endsAt },
    },
  });
  await prisma.sessionPart.create({
    data: {
      ...{ id: ids.part, cityId, reportId: ids.report, giverId: unit.id, receiverId: community.id },
      ...{ partnershipId, confirmerId: community.id, state: "WAITING", held: true },
      ...{ people: 1, minutes: 120n, typedMinutes: 0n },
    },
  });
  const share = await prisma.attendanceShare.create({
    data: {
      ...{ id: newId(), cityId, partId: ids.part, attendanceId: ids.listed },
      ...{ personId: came, minutes: 120n, typed: false },
    },
  });
  const entry = await prisma.volunteerEntry.create({
    data: {
      ...{ id: newId(), cityId, personId: came, organizationId: unit.id, kind: "HONOUR" },
      ...{ onDate: toDbDate(localDate("2026-02-28")), title: "Volunteer of February", byId: head },
    },
  });
  const certificate = await prisma.serviceCertificate.create({
    data: {
      ...{ id: newId(), cityId, personId: came, number: `2026-${newId()}`, minutes: 0n, typedMinutes: 0n },
      ...{ fromDay: entry.onDate, toDay: entry.onDate, chainSeq: 1n, chainHash: "ab", issuedAt: span.endsAt },
      codeHash: new Uint8Array(randomBytes(32)),
    },
  });
  return {
    Attendance: `Attendance:${ids.listed}`,
    typedAttendance: `Attendance:${typed.id}`,
    AttendanceShare: `AttendanceShare:${share.id}`,
    ServiceCertificate: `ServiceCertificate:${certificate.id}`,
    SessionPart: `SessionPart:${ids.part}`,
    SessionReport: `SessionReport:${ids.report}`,
    VolunteerEntry: `VolunteerEntry:${entry.id}`,
    heldSession: `ActivitySession:${ids.session}`,
    volunteer: `Person:${came}`,
  };
}
