import type { Attendance, SessionPart, SessionReport } from "@gongjian/prisma/client";
import type { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { addWalkInGuest } from "./add-walk-in-guest.ts";
import { checkInByCode } from "./check-in.ts";
import { checkOutOf } from "./check-out.ts";
import { confirmSession } from "./confirm-session.ts";
import { disputeSession } from "./dispute-session.ts";
import { markPresent } from "./mark-present.ts";
import { actions, partsVisibleTo, reportsVisibleTo, visibleTo } from "./policy.ts";
import { removeAttendance } from "./remove-attendance.ts";
import { reportSession } from "./report-session.ts";
import { secondAttendance } from "./second-attendance.ts";
import { takeBackConfirmation } from "./take-back-confirmation.ts";
import { typeAttendance } from "./type-attendance.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readAttendance = (id: string, ctx: Context): Promise<Attendance | null> =>
  ctx.database.prisma.attendance.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });
const readReport = (id: string, ctx: Context): Promise<SessionReport | null> =>
  ctx.database.prisma.sessionReport.findFirst({
    where: { AND: [{ id }, reportsVisibleTo(requireActor(ctx))] },
  });
const readPart = (id: string, ctx: Context): Promise<SessionPart | null> =>
  ctx.database.prisma.sessionPart.findFirst({ where: { AND: [{ id }, partsVisibleTo(requireActor(ctx))] } });

const session = (t: InputBuilder) => ({ sessionId: t.id({ description: "The session." }) });
const which = (t: InputBuilder) => ({
  attendanceId: t.id({ description: "The attendance." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});
const organization = (t: InputBuilder) => ({
  organizationId: t.id({
    required: false,
    description: "For whom they come, where they have several roles; chosen when left out.",
  }),
});
const arrived = (t: InputBuilder) => ({
  arrivedAt: t.field({
    type: "DateTime",
    required: false,
    description: "When they came, within the session and not later than now; now when left out.",
  }),
});

commandField("checkIn", {
  action: actions["attendance.own"],
  type: "Attendance",
  description:
    "Check in by the code on the host's phone, typed or scanned. Whoever knows it need not have signed up.",
  input: (t) => ({
    ...session(t),
    code: t.string({ description: "Six digits, or the letters of the QR." }),
    ...organization(t),
  }),
  run: (ctx, input) =>
    checkInByCode(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      organizationId: optionalUuidOf("Organization", input.organizationId),
    }),
  read: readAttendance,
});

commandField("markPresent", {
  action: actions["attendance.list"],
  type: "Attendance",
  description: "A host puts somebody on the list who is there, signed up or not.",
  input: (t) => ({
    ...session(t),
    personId: t.id({ required: false, description: "A person known to the city." }),
    guestId: t.id({ required: false, description: "Or a guest who signed up for this session." }),
    ...organization(t),
    ...arrived(t),
  }),
  run: (ctx, input) =>
    markPresent(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      personId: optionalUuidOf("Person", input.personId),
      guestId: optionalUuidOf("Guest", input.guestId),
      organizationId: optionalUuidOf("Organization", input.organizationId),
    }),
  read: readAttendance,
});

commandField("addWalkInGuest", {
  action: actions["attendance.list"],
  type: "Attendance",
  description:
    "A host puts a guest on the list who came without signing up; name and phone are deleted when the city says so.",
  input: (t) => ({
    ...session(t),
    name: t.string({ description: "The guest's name." }),
    phone: t.string({ description: "The guest's phone." }),
    consent: t.boolean({ description: "The guest was shown what happens to name and phone, and agreed." }),
    ...arrived(t),
  }),
  run: (ctx, input) =>
    addWalkInGuest(ctx, { ...input, sessionId: uuidOf("ActivitySession", input.sessionId) }),
  read: readAttendance,
});

commandField("checkOut", {
  action: actions["attendance.own"],
  type: "Attendance",
  description:
    "Somebody leaves before the end: themselves, or a host says so. Otherwise the time ends with the session.",
  input: (t) => ({
    ...which(t),
    leftAt: t.field({
      type: "DateTime",
      required: false,
      description: "When they left, not later than now; now when left out.",
    }),
  }),
  run: (ctx, input) => checkOutOf(ctx, { ...input, attendanceId: uuidOf("Attendance", input.attendanceId) }),
  read: readAttendance,
});

commandField("removeAttendance", {
  action: actions["attendance.list"],
  type: "Attendance",
  description: "A host takes somebody off the list who was not there; what stood stays in the history.",
  input: (t) => ({ ...which(t), reason: t.string({ description: "Why." }) }),
  run: (ctx, input) =>
    removeAttendance(ctx, { ...input, attendanceId: uuidOf("Attendance", input.attendanceId) }),
  read: readAttendance,
});

commandField("typeAttendance", {
  action: actions["attendance.type"],
  type: "Attendance",
  description:
    "Hours written after the session by a host or an office: marked for ever, counted nowhere before a second person, and apart in every sum.",
  input: (t) => ({
    ...session(t),
    personId: t.id({ description: "Whose hours." }),
    ...organization(t),
    minutes: t.field({ type: "BigInt", description: "How long, at most as long as the session." }),
    reason: t.string({ description: "Why it was not recorded on the spot." }),
  }),
  run: (ctx, input) =>
    typeAttendance(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      personId: uuidOf("Person", input.personId),
      organizationId: optionalUuidOf("Organization", input.organizationId),
    }),
  read: readAttendance,
});

commandField("secondAttendance", {
  action: actions["attendance.second"],
  type: "Attendance",
  description:
    "The second person says that typed hours are true: never who typed them, never whose they are.",
  input: which,
  run: (ctx, input) =>
    secondAttendance(ctx, { ...input, attendanceId: uuidOf("Attendance", input.attendanceId) }),
  read: readAttendance,
});

commandField("reportSession", {
  action: actions["attendance.report"],
  type: "SessionReport",
  description: "The host closes the list and says that the session was held: the other sides' turn.",
  input: (t) => ({
    ...session(t),
    version: t.int({ required: false, description: "Of the report that stands, where one does." }),
    note: t.string({ required: false, description: "The host's words." }),
    evidenceIds: t.idList({ required: false, description: "Uploaded photos; never asked for." }),
  }),
  run: (ctx, input) =>
    reportSession(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      evidenceIds: (input.evidenceIds ?? []).map((id) => uuidOf("Evidence", id)),
    }),
  read: readReport,
});

const said = (t: InputBuilder) => ({
  ...session(t),
  version: t.int({ description: "Of the report that was read; refused when the list changed since." }),
});

commandField("confirmSession", {
  action: actions["attendance.confirm"],
  type: "SessionReport",
  description:
    "The other side confirms what waits for it: from then on the hours count, and it is a delivery toward what is promised.",
  input: said,
  run: (ctx, input) =>
    confirmSession(ctx, { ...input, sessionId: uuidOf("ActivitySession", input.sessionId) }),
  read: readReport,
});

commandField("disputeSession", {
  action: actions["attendance.confirm"],
  type: "SessionReport",
  description: "The other side says that it was not so: the host corrects the list and reports again.",
  input: (t) => ({ ...said(t), reason: t.string({ description: "What is wrong." }) }),
  run: (ctx, input) =>
    disputeSession(ctx, { ...input, sessionId: uuidOf("ActivitySession", input.sessionId) }),
  read: readReport,
});

commandField("takeBackConfirmation", {
  action: actions["attendance.confirm"],
  type: "SessionPart",
  description:
    "The side that confirmed takes it back, until the period is sealed: its deliveries are reversed, and the host may correct the list.",
  input: (t) => ({
    partId: t.id({ description: "The part of the report." }),
    version: t.int({
      required: false,
      description: "The version the client has seen; refused when another one stands.",
    }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) => takeBackConfirmation(ctx, { ...input, partId: uuidOf("SessionPart", input.partId) }),
  read: readPart,
});
