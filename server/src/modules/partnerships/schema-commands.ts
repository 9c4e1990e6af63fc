import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { acknowledgePartnership } from "./acknowledge-partnership.ts";
import { answerProposal } from "./answer-proposal.ts";
import { assignPartnership } from "./assign-partnership.ts";
import { endPartnership } from "./end-partnership.ts";
import { attestorField, type InputBuilder, pairFields, pairOf, termsFields } from "./pair-input.ts";
import { actions, visibleTo } from "./policy.ts";
import { proposePartnership } from "./propose-partnership.ts";
import { resumePartnership } from "./resume-partnership.ts";
import { SideEnum } from "./schema.ts";
import { setLead } from "./set-lead.ts";
import { setLiaison } from "./set-liaison.ts";
import { suspendPartnership } from "./suspend-partnership.ts";

/** What offices and sides do with partnerships. */

const VERSION = "The version the client has seen; refused when another one stands.";

const read = (id: string, ctx: Context) =>
  ctx.database.prisma.partnership.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });

commandField("assignPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office pairs a unit with a receiver by its document.",
  input: (t) => ({ ...pairFields(t), ...attestorField(t), ...termsFields(t) }),
  run: (ctx, input) => assignPartnership(ctx, pairOf(input)),
  read,
});

commandField("proposePartnership", {
  action: actions["partnership.propose"],
  type: "Partnership",
  description: "A side proposes a partnership; nothing is owed until the other side accepts.",
  input: (t) => ({
    ...pairFields(t),
    startsOn: t.field({ type: "LocalDate", description: "First day of the term." }),
    endsOn: t.field({ type: "LocalDate", description: "Last day of the term." }),
  }),
  run: (ctx, input) => proposePartnership(ctx, pairOf(input)),
  read,
});

const which = (t: InputBuilder) => ({
  partnershipId: t.id({ description: "The partnership." }),
  version: t.int({ required: false, description: VERSION }),
});

commandField("answerProposal", {
  action: actions["partnership.answer"],
  type: "Partnership",
  description: "The side that did not propose accepts or declines.",
  input: (t) => ({
    ...which(t),
    accept: t.boolean({ description: "Accepted or declined." }),
    reason: t.string({ required: false, description: "Why it is declined." }),
  }),
  run: (ctx, input) =>
    answerProposal(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("acknowledgePartnership", {
  action: actions["partnership.answer"],
  type: "Partnership",
  description: "A side acknowledges what an office assigned; shown, and changes nothing else.",
  input: (t) => ({
    ...which(t),
    side: t.field({
      type: SideEnum,
      required: false,
      description: "For whom, for someone with roles on both sides.",
    }),
  }),
  run: (ctx, input) =>
    acknowledgePartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("suspendPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office stops the clock of a partnership from today on.",
  input: (t) => ({ ...which(t), reason: t.string({ description: "Why." }) }),
  run: (ctx, input) =>
    suspendPartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("resumePartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "The clock runs again; what is open falls due later by the days that stood still.",
  input: which,
  run: (ctx, input) =>
    resumePartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("endPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office ends a partnership early; what nobody has claimed is cancelled.",
  input: (t) => ({
    ...which(t),
    endsOn: t.field({ type: "LocalDate", description: "Its last day, today at the latest." }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    endPartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("setLead", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "From a day on this giver leads among those of the receiver.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership of the giver that leads." }),
    startsOn: t.field({ type: "LocalDate", description: "From which day." }),
  }),
  run: (ctx, input) => setLead(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("setLiaison", {
  action: actions["partnership.nameLiaison"],
  type: "Partnership",
  description: "Names who speaks for a side: a liaison or manager of that side.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership." }),
    side: t.field({ type: SideEnum, description: "For which side." }),
    membershipId: t.id({ description: "In which role." }),
    startsOn: t.field({
      type: "LocalDate",
      required: false,
      description: "From which day; today when absent.",
    }),
  }),
  run: (ctx, input) =>
    setLiaison(ctx, {
      ...input,
      partnershipId: uuidOf("Partnership", input.partnershipId),
      membershipId: uuidOf("Membership", input.membershipId),
    }),
  read,
});
