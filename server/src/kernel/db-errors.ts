import { Rejection } from "./result.ts";

/** The database's own rules that a person can run into, and the code that tells them. Others are defects. */
const CONSTRAINT_CODES: Record<string, string> = {
  Partnership_no_overlap: "PARTNERSHIP_OVERLAP",
  PartnershipLiaison_one_per_side: "LIAISON_OVERLAP",
  PartnershipSuspension_one_at_a_time: "ALREADY_SUSPENDED",
  LeadAssignment_one_at_a_time: "LEAD_OVERLAP",
  Membership_role_once_at_a_time: "ROLE_OVERLAP",
  Period_no_overlap: "PERIOD_OVERLAP",
  Period_cityId_code_key: "PERIOD_OVERLAP",
  DivisionLabel_one_at_a_time: "LABEL_OVERLAP",
  DivisionLabel_code_once_at_a_time: "CODE_IN_USE",
  DivisionLabel_one_current: "LABEL_OVERLAP",
  DivisionLabel_code_current: "CODE_IN_USE",
  RoomBooking_room_once_at_a_time: "ROOM_TAKEN",
  Room_name_once: "NAME_IN_USE",
  Station_cityId_communityId_key: "STATION_EXISTS",
  StationClosure_one_at_a_time: "CLOSURE_OVERLAP",
  Agreement_one_in_force: "AGREEMENT_IN_FORCE",
  ExtensionRequest_one_open: "EXTENSION_PENDING",
  Dispute_one_open: "DISPUTE_OPEN",
  Expense_voucher_once: "VOUCHER_USED",
  Organization_credit_code_once: "CREDIT_CODE_IN_USE",
  Organization_name_once: "NAME_IN_USE",
  Kind_cityId_code_key: "CODE_IN_USE",
  ActivityKind_cityId_code_key: "CODE_IN_USE",
  Signup_person_once: "ALREADY_SIGNED_UP",
  SessionSeats_within_capacity: "SESSION_FULL",
  AuthUser_username_key: "USERNAME_IN_USE",
  AuthUser_personId_key: "ACCOUNT_EXISTS",
  City_divisionId_key: "CITY_EXISTS",
  CalendarDay_cityId_date_key: "DAY_EXISTS",
  AgreementSignature_cityId_agreementId_side_key: "ALREADY_SIGNED",
};

/** sqlstates after which the same transaction may succeed: serialization failure, deadlock. */
const RETRYABLE = new Set(["40001", "40P01"]);

/** What the driver said, wherever Prisma has put it. */
function driverError(error: unknown): { code?: string; text: string } {
  const parts: string[] = [];
  let code: string | undefined;
  const visit = (value: unknown, depth: number) => {
    if (depth > 6 || value === null || typeof value !== "object") return;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "string") {
        if (
          (name === "originalCode" || name === "code") &&
          /^[0-9A-Z]{5}$/.test(member) &&
          !/^P\d{4}$/.test(member)
        )
          code = member;
        parts.push(member);
      } else visit(member, depth + 1);
    }
    if (value instanceof Error) {
      parts.push(value.message);
      visit(value.cause, depth + 1);
    }
  };
  visit(error, 0);
  return { ...(code === undefined ? {} : { code }), text: parts.join("\n") };
}

/** Whether to run the same command again. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof Rejection) return false;
  if (error instanceof Error) {
    const prismaCode = (error as { code?: string }).code;
    if (prismaCode === "P2034") return true;
    // No connection became free in time: nothing has begun, so nothing is done twice.
    if (prismaCode === "P2028" && error.message.includes("Unable to start a transaction")) return true;
  }
  const { code } = driverError(error);
  return code !== undefined && RETRYABLE.has(code);
}

/** The refusal that a database error means to a person, or null when it is a defect. */
export function rejectionOf(error: unknown): Rejection | null {
  if (error instanceof Rejection) return error;
  const { code, text } = driverError(error);
  for (const [constraint, failure] of Object.entries(CONSTRAINT_CODES)) {
    if (text.includes(constraint)) return Rejection.conflict(null, failure);
  }
  if (code === "GJ002") return Rejection.forbidden("SAME_PERSON");
  return null;
}
