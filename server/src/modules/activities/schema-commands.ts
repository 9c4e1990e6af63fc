import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { changeActivity } from "./change-activity.ts";
import { changeSeries } from "./change-series.ts";
import { endActivity } from "./end-activity.ts";
import { extendActivity } from "./extend-activity.ts";
import { inviteHost } from "./invite-host.ts";
import { leaveActivity } from "./leave-activity.ts";
import { planActivity } from "./plan-activity.ts";
import { actions, visibleTo } from "./policy.ts";
import { ActivityAudienceEnum, HolidayPolicyEnum } from "./schema-activity.ts";
import "./schema-signup.ts";

/** Planning, changing, ending activities. */

const VERSION = "The version the client has seen; refused when another one stands.";
const RULE =
  "The rule, as the value of an RRULE (RFC 5545) over days: FREQ DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT (at most 400), UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST.";

const readActivity = (id: string, ctx: Context) =>
  ctx.database.prisma.activity.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });

commandField("planActivity", {
  action: actions["activity.plan"],
  type: "Activity",
  description:
    "Plans an activity, held once or by a rule, alone or with others. Its sessions stand in the calendar at once.",
  input: (t) => ({
    organizationId: t.id({ description: "Who plans it: a unit or a community." }),
    coHostIds: t.idList({ required: false, description: "Who holds it too; they are told and can leave." }),
    activityKindId: t.id({ description: "Of what kind." }),
    title: t.string({ description: "In a few words, at most 60 characters." }),
    body: t.string({ required: false, description: "In full." }),
    skills: t.stringList({ required: false, description: "What volunteers should be able to do." }),
    audience: t.field({ type: ActivityAudienceEnum, description: "Who may come." }),
    firstOn: t.field({ type: "LocalDate", description: "The day, or from which day the rule runs." }),
    startTime: t.string({ description: "When it begins, `HH:MM` in Asia/Shanghai." }),
    durationMinutes: t.int({ description: "How long it lasts, 10 to 1440." }),
    place: t.string({ description: "Where, in words; may be empty when there is a room." }),
    roomId: t.id({ required: false, description: "The room of a station: booked for every session." }),
    capacity: t.int({ required: false, description: "Places of each session; absent for as many as come." }),
    recurrence: t.string({ required: false, description: `${RULE} Absent for what is held once.` }),
    holidays: t.field({
      type: HolidayPolicyEnum,
      required: false,
      description: "What the series does on holidays; is held all the same by default.",
    }),
    partnershipIds: t.idList({
      required: false,
      description: "The partnerships that it serves; a host is a side of each.",
    }),
  }),
  run: (ctx, input) =>
    planActivity(ctx, {
      ...input,
      organizationId: uuidOf("Organization", input.organizationId),
      coHostIds: (input.coHostIds ?? []).map((id) => uuidOf("Organization", id)),
      activityKindId: uuidOf("ActivityKind", input.activityKindId),
      roomId: optionalUuidOf("Room", input.roomId),
      partnershipIds: (input.partnershipIds ?? []).map((id) => uuidOf("Partnership", id)),
    }),
  read: readActivity,
});

commandField("changeActivity", {
  action: actions["activity.change"],
  type: "Activity",
  description:
    "Changes what an activity is: its words, its kind, who may come, which partnerships it serves. What is absent stays.",
  input: (t) => ({
    activityId: t.id({ description: "The activity." }),
    activityKindId: t.id({ required: false, description: "Of what kind." }),
    title: t.string({ required: false, description: "In a few words, at most 60 characters." }),
    body: t.string({ required: false, description: "In full." }),
    skills: t.stringList({ required: false, description: "What volunteers should be able to do." }),
    audience: t.field({ type: ActivityAudienceEnum, required: false, description: "Who may come." }),
    partnershipIds: t.idList({
      required: false,
      description: "All partnerships that it serves from now on; those that the actor cannot see stay.",
    }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    changeActivity(ctx, {
      ...input,
      activityId: uuidOf("Activity", input.activityId),
      activityKindId: input.activityKindId ? uuidOf("ActivityKind", input.activityKindId) : null,
      partnershipIds: input.partnershipIds?.map((id) => uuidOf("Partnership", id)) ?? null,
    }),
  read: readActivity,
});

commandField("changeSeries", {
  action: actions["activity.change"],
  type: "Activity",
  description:
    "Changes when and where a series is held, from one session on. It goes on as an activity of its own, which is the answer; who signed up comes along and is told. What is absent stays.",
  input: (t) => ({
    sessionId: t.id({ description: "From this session on." }),
    firstOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The first day of the changed series; that of the session by default.",
    }),
    startTime: t.string({ required: false, description: "When it begins, `HH:MM` in Asia/Shanghai." }),
    durationMinutes: t.int({ required: false, description: "How long it lasts." }),
    place: t.string({ required: false, description: "Where." }),
    roomId: t.id({
      required: false,
      description: "The room of a station; absent: the one it has; null: none any more.",
    }),
    capacity: t.int({ required: false, description: "Places of each session; null for as many as come." }),
    recurrence: t.string({ required: false, description: RULE }),
    holidays: t.field({
      type: HolidayPolicyEnum,
      required: false,
      description: "What the series does on holidays.",
    }),
    version: t.int({ required: false, description: "The version of the activity that was seen." }),
  }),
  run: (ctx, input) =>
    changeSeries(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      roomId: input.roomId === undefined ? undefined : optionalUuidOf("Room", input.roomId),
    }),
  read: readActivity,
});

commandField("endActivity", {
  action: actions["activity.change"],
  type: "Activity",
  description: "Ends an activity with a day: what was planned after it is cancelled, and who comes is told.",
  input: (t) => ({
    activityId: t.id({ description: "The activity." }),
    lastOn: t.field({ type: "LocalDate", description: "The last day on which it is held." }),
    reason: t.string({ description: "Why." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => endActivity(ctx, { ...input, activityId: uuidOf("Activity", input.activityId) }),
  read: readActivity,
});

commandField("extendActivity", {
  action: actions["activity.extend"],
  type: "Activity",
  description:
    "Brings the sessions of a series up to date: as far ahead as the city looks, and around holidays named since. It happens by itself every night.",
  input: (t) => ({ activityId: t.id({ description: "The activity." }) }),
  run: (ctx, input) => extendActivity(ctx, { ...input, activityId: uuidOf("Activity", input.activityId) }),
  read: readActivity,
});

commandField("inviteHost", {
  action: actions["activity.change"],
  type: "Activity",
  description: "A host asks another organization to hold the activity with it; it is told and can leave.",
  input: (t) => ({
    activityId: t.id({ description: "The activity." }),
    organizationId: t.id({ description: "The unit or community." }),
  }),
  run: (ctx, input) =>
    inviteHost(ctx, {
      ...input,
      activityId: uuidOf("Activity", input.activityId),
      organizationId: uuidOf("Organization", input.organizationId),
    }),
  read: readActivity,
});

commandField("leaveActivity", {
  action: actions["activity.leave"],
  type: "Activity",
  description: "A co-host no longer holds the activity with the others; what was held stays as it was.",
  input: (t) => ({
    activityId: t.id({ description: "The activity." }),
    organizationId: t.id({ description: "Who leaves." }),
  }),
  run: (ctx, input) =>
    leaveActivity(ctx, {
      ...input,
      activityId: uuidOf("Activity", input.activityId),
      organizationId: uuidOf("Organization", input.organizationId),
    }),
  // Who has left may no longer see it, and still learns that it is done.
  read: (id, ctx) =>
    ctx.database.prisma.activity.findFirst({ where: { id, cityId: requireActor(ctx).cityId } }),
});
