import { between, type FactTable } from "./fact-table.ts";

/** Reported sessions between the sides of the scope, and what each attendance adds to them: who came stays in the house. */
const parts = `(select p.id from "SessionPart" p where ${between("p")})`;
const reports = `(select p."reportId" from "SessionPart" p where ${between("p")})`;

export const SESSIONS: readonly FactTable[] = [
  {
    name: "sessions",
    // A session may lie between many: what is said of it elsewhere does not belong here.
    common: true,
    table: "ActivitySession",
    columns:
      "id activityId startsAt endsAt originalStartsAt place state cancelReason cancelledAt createdAt".split(
        " ",
      ),
    stays: "cityId roomId capacity cancelNote byHand checkInSecret publicCode sequence version".split(" "),
    where: `t.id in (select r."sessionId" from "SessionReport" r where r.id in ${reports})`,
  },
  {
    name: "session-reports",
    common: true,
    table: "SessionReport",
    columns: "id sessionId state round reportedById reportedByOrganizationId reportedAt".split(" "),
    stays: ["cityId", "note", "version"],
    where: `t.id in ${reports}`,
  },
  {
    name: "session-parts",
    table: "SessionPart",
    columns:
      "id reportId giverId receiverId partnershipId confirmerId state held people minutes typedMinutes confirmedById confirmedByOrganizationId confirmedAt disputedById disputedAt disputeReason".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: between("t"),
  },
  {
    name: "attendance-shares",
    common: true,
    table: "AttendanceShare",
    columns: ["id", "partId", "attendanceId", "minutes", "typed"],
    stays: ["cityId", "personId", "version"],
    where: `t."partId" in ${parts}`,
  },
];
