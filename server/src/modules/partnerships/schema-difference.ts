import { GraphQLError } from "graphql";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { enumNamed, KindLabel, type KindRow } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { instantOf } from "../../kernel/as-of.ts";
import { type LocalDate, parseLocalDate, today } from "../../kernel/clock.ts";
import {
  changeKinds,
  type Difference,
  difference,
  type FieldChange,
  happenings,
  type MoneyChange,
  type ThingChange,
} from "./difference.ts";
import { findVisible, readSnapshot } from "./read.ts";
import { snapshotOf, withoutForeignDrafts } from "./snapshot.ts";
import { fieldTypes, type ThingKind, thingKinds } from "./thing.ts";

/** What changed in a partnership between the ends of two days. */

const ThingKindEnum = builder.enumType("ThingKind", {
  description: "A thing of a partnership, or a part of one.",
  values: thingKinds,
});
const ChangeKindEnum = builder.enumType("ChangeKind", {
  description: "Whether a thing came, changed or is no longer part of the partnership.",
  values: changeKinds,
});
const HappeningEnum = builder.enumType("Happening", {
  description: "What happened to a thing, in the words of its own life.",
  values: happenings,
});
const FieldTypeEnum = builder.enumType("FieldType", {
  description:
    "How a value is to be read: AMOUNT digits in minor units, DATE and INSTANT as ISO, CODE to be translated, PERSON and ORGANIZATION by name, REFERENCE a uuid, FLAG true or false.",
  values: fieldTypes,
});

/** Types of the API behind the things that are nodes; the others have ids of their kind's name. */
const TYPE_NAMES: Record<ThingKind, string> = {
  PARTNERSHIP: "Partnership",
  LIAISON: "PartnershipLiaison",
  SUSPENSION: "PartnershipSuspension",
  LEAD: "LeadAssignment",
  AGREEMENT: "Agreement",
  AGREEMENT_LINE: "AgreementLine",
  AGREEMENT_SIGNATURE: "AgreementSignature",
  REMINDER: "Reminder",
  OBLIGATION: "Obligation",
  AMENDMENT: "ObligationAmendment",
  EXPLANATION: "LatenessExplanation",
  EXTENSION: "ExtensionRequest",
  DELIVERY: "Delivery",
  ALLOCATION: "Allocation",
  ACCEPTANCE: "Acceptance",
  DISPUTE: "Dispute",
  EVIDENCE: "Evidence",
  PLEDGE: "Pledge",
  PLEDGE_CHANGE: "PledgeChange",
  PLEDGE_LINE: "PledgeLine",
  FUND_RETURN: "FundReturn",
  EXPENSE: "Expense",
  EXPENSE_LINE: "ExpenseLine",
  EXPENSE_QUERY: "ExpenseQuery",
  HELP_REQUEST: "HelpRequest",
  NEED: "Need",
  CLAIM: "Claim",
};

const FieldChangeType = builder.objectRef<FieldChange>("FieldChange").implement({
  description: "One field before and after.",
  fields: (t) => ({
    field: t.exposeString("field", { description: "Its name, as on the thing's own type." }),
    type: t.field({
      type: FieldTypeEnum,
      description: "How its values are to be read.",
      resolve: ({ type }) => type,
    }),
    before: t.exposeString("before", {
      nullable: true,
      description: "At the end of the first day; null for none.",
    }),
    after: t.exposeString("after", {
      nullable: true,
      description: "At the end of the second day; null for none.",
    }),
  }),
});

const ThingChangeType = builder.objectRef<ThingChange>("ThingChange").implement({
  description: "A thing that is not as it was.",
  fields: (t) => ({
    thing: t.field({ type: ThingKindEnum, description: "What it is.", resolve: ({ thing }) => thing }),
    id: t.id({
      description: "`<Type>:<uuid>`; an allocation's and a voucher line's uuid is that of what it points at.",
      resolve: ({ thing, id }) => nodeId(TYPE_NAMES[thing], id),
    }),
    partOf: t.id({
      nullable: true,
      description: "The thing that it is a part of.",
      resolve: ({ of }) => of && nodeId(TYPE_NAMES[of.thing], of.id),
    }),
    change: t.field({
      type: ChangeKindEnum,
      description: "Came, changed or went.",
      resolve: ({ change }) => change,
    }),
    happened: t.field({
      type: [HappeningEnum],
      description: "What happened to it, in order of a life; at least one.",
      resolve: ({ happened }) => happened,
    }),
    kind: t.field({
      type: KindLabel,
      nullable: true,
      description: "The kind of support that its amounts count.",
      resolve: ({ kind }) => kind,
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good that its amounts count." }),
    measure: t.field({
      type: enumNamed<KindRow["measure"]>("Measure"),
      nullable: true,
      description: "What its amounts count; null for what has none.",
      resolve: ({ measure }) => measure,
    }),
    quantity: t.field({
      type: "BigInt",
      nullable: true,
      description: "How much it is of, by its measure, as it is now or was before it went.",
      resolve: ({ known }) => (known.quantity === null ? null : BigInt(known.quantity)),
    }),
    on: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Its day: when a promise falls due, when something happened.",
      resolve: ({ known }) => (known.on === null ? null : parseLocalDate(known.on)),
    }),
    words: t.string({
      nullable: true,
      description: "Its name, title, purpose or number, as it is now or was before it went.",
      resolve: ({ known }) => known.words,
    }),
    fields: t.field({
      type: [FieldChangeType],
      description: "Every field that differs; of what came or went, every field that it has.",
      resolve: ({ fields }) => fields,
    }),
  }),
});

const MoneyChangeType = builder.objectRef<MoneyChange>("MoneyChange").implement({
  description: "One word for the partnership's money, in fen.",
  fields: (t) => ({
    word: t.exposeString("word", {
      description: "pledged, promised, sent, received, spent, returned, waived or cancelled.",
    }),
    before: t.expose("before", { type: "BigInt", description: "At the end of the first day." }),
    after: t.expose("after", { type: "BigInt", description: "At the end of the second day." }),
  }),
});

type Between = Difference & { from: LocalDate; to: LocalDate; existedBefore: boolean };

const PartnershipDifference = builder.objectRef<Between>("PartnershipDifference").implement({
  description: "What the system knew of a partnership at the end of one day and not at the end of another.",
  fields: (t) => ({
    from: t.expose("from", { type: "LocalDate", description: "The first day." }),
    to: t.expose("to", { type: "LocalDate", description: "The second day; today is as of now." }),
    existedBefore: t.exposeBoolean("existedBefore", {
      description: "Whether the partnership was known at the end of the first day.",
    }),
    things: t.field({
      type: [ThingChangeType],
      description: "What changed, each thing before its parts; the partnership first.",
      resolve: ({ things }) => things,
    }),
    money: t.field({
      type: [MoneyChangeType],
      description: "Sums of its money that differ.",
      resolve: ({ money }) => money,
    }),
  }),
});

builder.queryField("partnershipDifference", (t) =>
  t.field({
    type: PartnershipDifference,
    nullable: true,
    description:
      "What changed in a partnership between the ends of two days; null outside of what the actor may see, and when it was not known on the second day. Two snapshots, fifteen statements.",
    args: {
      id: t.arg.id({ required: true, description: "`Partnership:<uuid>`." }),
      from: t.arg({ type: "LocalDate", required: true, description: "The first day." }),
      to: t.arg({ type: "LocalDate", required: true, description: "The second day, not before the first." }),
    },
    resolve: async (_root, { id, from, to }, ctx): Promise<Between | null> => {
      const actor = requireActor(ctx);
      if (to < from) throw new GraphQLError("to: not before from", { extensions: { code: "BAD_REQUEST" } });
      const partnership = await findVisible(ctx.database, actor, id);
      if (!partnership) return null;
      const now = today(ctx.clock);
      const [before, after] = await Promise.all(
        [from, to].map(async (day) => {
          const asOf = day < now ? day : null;
          const rows = await readSnapshot(ctx.database, partnership, instantOf(asOf));
          return rows && snapshotOf(withoutForeignDrafts(rows, actor), asOf ?? now, asOf);
        }),
      );
      if (!after) return null;
      return { ...difference(before ?? null, after), from, to, existedBefore: before != null };
    },
  }),
);
