import { builder } from "../../graphql/builder.ts";
import { EvidenceLabel, enumNamed, instant, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { parseLocalDate } from "../../kernel/clock.ts";
import { moneyWords } from "../funding/model.ts";
import { balancesOf, type River, type StuckMoney } from "../funding/stuck.ts";
import type { SnapshotObligation } from "./snapshot.ts";
import type {
  AgreementRow,
  DeliveryRow,
  ExpenseRow,
  HelpRequestRow,
  ObligationRow,
  PledgeRow,
  ReminderRow,
} from "./snapshot-rows.ts";
import { type Seal, type Seals, sealsOf, type TimelineEntry, timelineKinds } from "./timeline.ts";

const day = (text: string | null) => (text === null ? null : parseLocalDate(text));
const mustDay = (text: string) => {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
};

const SealType = builder.objectRef<Seal>("Seal").implement({
  description: "One side's attestation of a fact.",
  fields: (t) => ({
    by: t.field({ type: PersonLabel, description: "Who attested.", resolve: (seal) => seal.by }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
  }),
});

export const SealsType = builder.objectRef<Seals>("Seals").implement({
  description: "Who gave and who attested; null where a seal is still missing.",
  fields: (t) => ({
    giver: t.field({
      type: SealType,
      nullable: true,
      description: "The giver's seal.",
      resolve: (seals) => seals.giver,
    }),
    receiver: t.field({
      type: SealType,
      nullable: true,
      description: "The receiver's seal, or an office's settlement.",
      resolve: (seals) => seals.receiver,
    }),
    onBehalf: t.exposeBoolean("onBehalf", {
      description: "Entered by an office on the giver's behalf: marked for ever.",
    }),
  }),
});

const AllocationSnapshot = builder
  .objectRef<{ deliveryId: string; obligationId: string; claimed: string; accepted: string }>(
    "AllocationSnapshot",
  )
  .implement({
    description: "How much of a delivery counts toward an obligation.",
    fields: (t) => ({
      deliveryId: t.id({
        description: "The delivery.",
        resolve: (row) => nodeId("Delivery", row.deliveryId),
      }),
      obligationId: t.id({
        description: "The obligation.",
        resolve: (row) => nodeId("Obligation", row.obligationId),
      }),
      claimed: t.field({
        type: "BigInt",
        description: "Claimed, minor units.",
        resolve: (row) => BigInt(row.claimed),
      }),
      accepted: t.field({
        type: "BigInt",
        description: "Accepted, minor units.",
        resolve: (row) => BigInt(row.accepted),
      }),
    }),
  });

const AmendmentSnapshot = builder
  .objectRef<ObligationRow["amendments"][number]>("AmendmentSnapshot")
  .implement({
    description: "One change of an obligation by decision.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      kind: t.exposeString("kind", { description: "AMEND, EXTEND, WAIVE, CANCEL, WRITE_OFF or REOPEN." }),
      quantityBefore: t.field({
        type: "BigInt",
        description: "Owed before, minor units.",
        resolve: (row) => BigInt(row.quantityBefore),
      }),
      quantityAfter: t.field({
        type: "BigInt",
        description: "Owed after, minor units.",
        resolve: (row) => BigInt(row.quantityAfter),
      }),
      dueOnBefore: t.field({
        type: "LocalDate",
        description: "Due before.",
        resolve: (row) => mustDay(row.dueOnBefore),
      }),
      dueOnAfter: t.field({
        type: "LocalDate",
        description: "Due after.",
        resolve: (row) => mustDay(row.dueOnAfter),
      }),
      reason: t.exposeString("reason", { description: "Why." }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      by: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who decided; null for the system.",
        resolve: (row) => row.by,
      }),
    }),
  });

const ExplanationSnapshot = builder
  .objectRef<ObligationRow["explanations"][number]>("ExplanationSnapshot")
  .implement({
    description: "The giver's words on why an obligation is late.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      text: t.exposeString("text", { description: "The words." }),
      expectedOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "By when the giver now expects to deliver.",
        resolve: (row) => day(row.expectedOn),
      }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      by: t.field({ type: PersonLabel, description: "Who explained.", resolve: (row) => row.by }),
    }),
  });

const ExtensionSnapshot = builder
  .objectRef<ObligationRow["extensions"][number]>("ExtensionSnapshot")
  .implement({
    description: "A request for a later due date and its decision.",
    fields: (t) => ({
      id: t.id({
        description: "`ExtensionRequest:<uuid>`.",
        resolve: (row) => nodeId("ExtensionRequest", row.id),
      }),
      requestedDueOn: t.field({
        type: "LocalDate",
        description: "The day asked for.",
        resolve: (row) => mustDay(row.requestedDueOn),
      }),
      reason: t.exposeString("reason", { description: "Why it is asked." }),
      state: t.field({
        type: enumNamed<ObligationRow["extensions"][number]["state"]>("ExtensionState"),
        description: "Where it stands.",
        resolve: (row) => row.state,
      }),
      askedBy: t.field({ type: PersonLabel, description: "Who asked.", resolve: (row) => row.askedBy }),
      decidedBy: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who decided.",
        resolve: (row) => row.decidedBy,
      }),
      decidedAt: t.field({
        type: "DateTime",
        nullable: true,
        description: "When it was decided.",
        resolve: (row) => instant(row.decidedAt),
      }),
      grantedDueOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "The day granted.",
        resolve: (row) => day(row.grantedDueOn),
      }),
      decisionNote: t.exposeString("decisionNote", { nullable: true, description: "The office's words." }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

export const ObligationSnapshot = builder.objectRef<SnapshotObligation>("ObligationSnapshot").implement({
  description:
    "A promise as it stood at the instant of the snapshot, with what is derived of it on that day.",
  fields: (t) => ({
    id: t.id({ description: "`Obligation:<uuid>`.", resolve: (row) => nodeId("Obligation", row.id) }),
    kind: t.field({ type: KindLabel, description: "What is promised.", resolve: (row) => row.kind }),
    source: t.field({
      type: enumNamed<ObligationRow["source"]>("ObligationSource"),
      description: "Where the promise comes from.",
      resolve: (row) => row.source,
    }),
    ruleName: t.exposeString("ruleName", {
      nullable: true,
      description: "Name of the duty rule, for source RULE.",
    }),
    periodCode: t.exposeString("periodCode", {
      nullable: true,
      description: "Code of the period, e.g. 2026Q4.",
    }),
    quantity: t.field({
      type: "BigInt",
      description: "Owed, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    claimed: t.field({
      type: "BigInt",
      description: "Claimed by deliveries, minor units.",
      resolve: (row) => BigInt(row.claimed),
    }),
    accepted: t.field({
      type: "BigInt",
      description: "Accepted by the other side, minor units.",
      resolve: (row) => BigInt(row.accepted),
    }),
    answered: t.field({
      type: "BigInt",
      description: "Promised by obligations that answer this one, minor units.",
      resolve: (row) => BigInt(row.answered),
    }),
    remaining: t.expose("remaining", {
      type: "BigInt",
      description: "Still to be delivered by this obligation itself, minor units.",
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good, for goods." }),
    qualifier: t.exposeString("qualifier", {
      nullable: true,
      description: "A condition, e.g. the head in person.",
    }),
    opensOn: t.field({
      type: "LocalDate",
      description: "From when it can be met.",
      resolve: (row) => mustDay(row.opensOn),
    }),
    dueOn: t.field({
      type: "LocalDate",
      description: "Due, with suspended days added.",
      resolve: (row) => row.derived.dueOn,
    }),
    originalDueOn: t.field({
      type: "LocalDate",
      description: "Due at first.",
      resolve: (row) => mustDay(row.originalDueOn),
    }),
    metOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "When it was met.",
      resolve: (row) => day(row.metOn),
    }),
    state: t.field({
      type: enumNamed<SnapshotObligation["derived"]["state"]>("ObligationState"),
      description: "What it is called on that day.",
      resolve: (row) => row.derived.state,
    }),
    lateWorkdays: t.int({
      description: "Working days past the due date.",
      resolve: (row) => row.derived.lateWorkdays,
    }),
    daysLeft: t.int({
      description: "Calendar days until the due date; negative when past.",
      resolve: (row) => row.derived.daysLeft,
    }),
    silent: t.boolean({
      description: "Waiting for the other side longer than the city's patience.",
      resolve: (row) => row.derived.silent,
    }),
    pace: t.exposeInt("pace", {
      description: "Thousandths of its time that have run: the tick of the promise bar.",
    }),
    answersId: t.id({
      nullable: true,
      description: "The obligation that this one answers.",
      resolve: (row) => row.answersId && nodeId("Obligation", row.answersId),
    }),
    pledgeLineId: t.id({
      nullable: true,
      description: "The pledge line, for an instalment.",
      resolve: (row) => row.pledgeLineId && nodeId("PledgeLine", row.pledgeLineId),
    }),
    instalment: t.exposeInt("instalment", {
      nullable: true,
      description: "Number of the instalment, from 1.",
    }),
    allocations: t.field({
      type: [AllocationSnapshot],
      description: "The deliveries that count toward it.",
      resolve: (row) => row.allocations.map((allocation) => ({ ...allocation, obligationId: row.id })),
    }),
    amendments: t.field({
      type: [AmendmentSnapshot],
      description: "Its changes by decision.",
      resolve: (row) => row.amendments,
    }),
    explanations: t.field({
      type: [ExplanationSnapshot],
      description: "The giver's explanations of lateness.",
      resolve: (row) => row.explanations,
    }),
    extensions: t.field({
      type: [ExtensionSnapshot],
      description: "Requests for a later due date.",
      resolve: (row) => row.extensions,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const AcceptanceSnapshot = builder
  .objectRef<DeliveryRow["acceptances"][number]>("AcceptanceSnapshot")
  .implement({
    description: "An attestation of a delivery: acceptance, settlement or reversal.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      kind: t.exposeString("kind", { description: "ACCEPT, SETTLEMENT or REVERSAL." }),
      quantity: t.field({
        type: "BigInt",
        description: "Accepted, minor units; negative in a reversal.",
        resolve: (row) => BigInt(row.quantity),
      }),
      note: t.exposeString("note", { nullable: true, description: "Words with it." }),
      by: t.field({ type: PersonLabel, description: "Who attested.", resolve: (row) => row.by }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      arrivedOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "The day money or goods arrived.",
        resolve: (row) => day(row.receipt?.arrivedOn ?? null),
      }),
    }),
  });

const DisputeSnapshot = builder.objectRef<DeliveryRow["disputes"][number]>("DisputeSnapshot").implement({
  description: "What the receiver says did not arrive as stated, and the office's settlement.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its uuid." }),
    quantity: t.field({
      type: "BigInt",
      description: "In dispute, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    reason: t.exposeString("reason", { description: "The receiver's reason." }),
    state: t.field({
      type: enumNamed<"OPEN" | "SETTLED">("DisputeState"),
      description: "Open or settled.",
      resolve: (row) => row.state,
    }),
    openedBy: t.field({ type: PersonLabel, description: "Who opened it.", resolve: (row) => row.openedBy }),
    openedAt: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.openedAt) }),
    arrived: t.field({
      type: "BigInt",
      nullable: true,
      description: "Settled as arrived.",
      resolve: (row) => (row.arrived === null ? null : BigInt(row.arrived)),
    }),
    notArrived: t.field({
      type: "BigInt",
      nullable: true,
      description: "Settled as not arrived: owed again.",
      resolve: (row) => (row.notArrived === null ? null : BigInt(row.notArrived)),
    }),
    writtenOff: t.field({
      type: "BigInt",
      nullable: true,
      description: "Written off.",
      resolve: (row) => (row.writtenOff === null ? null : BigInt(row.writtenOff)),
    }),
    settlementNote: t.exposeString("settlementNote", { nullable: true, description: "The office's words." }),
    settledBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who settled.",
      resolve: (row) => row.settledBy,
    }),
    settledAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was settled.",
      resolve: (row) => instant(row.settledAt),
    }),
  }),
});

export const DeliverySnapshot = builder.objectRef<DeliveryRow>("DeliverySnapshot").implement({
  description: "An act of support as it stood at the instant of the snapshot.",
  fields: (t) => ({
    id: t.id({ description: "`Delivery:<uuid>`.", resolve: (row) => nodeId("Delivery", row.id) }),
    kind: t.field({ type: KindLabel, description: "What was given.", resolve: (row) => row.kind }),
    quantity: t.field({
      type: "BigInt",
      description: "How much, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    acceptedQuantity: t.field({
      type: "BigInt",
      description: "How much is accepted, minor units.",
      resolve: (row) => BigInt(row.acceptedQuantity),
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    occurredOn: t.field({
      type: "LocalDate",
      description: "The day of the act.",
      resolve: (row) => mustDay(row.occurredOn),
    }),
    note: t.exposeString("note", { nullable: true, description: "The giver's words." }),
    state: t.field({
      type: enumNamed<DeliveryRow["state"]>("DeliveryState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    submittedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was submitted.",
      resolve: (row) => instant(row.submittedAt),
    }),
    voucherNumber: t.string({
      nullable: true,
      description: "The giver's voucher of a transfer.",
      resolve: (row) => row.transfer?.voucherNumber ?? null,
    }),
    pledgeLineId: t.id({
      nullable: true,
      description: "The pledge line it was sent from.",
      resolve: (row) => row.transfer && nodeId("PledgeLine", row.transfer.pledgeLineId),
    }),
    seals: t.field({ type: SealsType, description: "Who gave and who attested.", resolve: sealsOf }),
    acceptances: t.field({
      type: [AcceptanceSnapshot],
      description: "Its attestations.",
      resolve: (row) => row.acceptances,
    }),
    disputes: t.field({
      type: [DisputeSnapshot],
      description: "Its disputes.",
      resolve: (row) => row.disputes,
    }),
    allocations: t.field({
      type: [AllocationSnapshot],
      description: "The obligations it counts toward.",
      resolve: (row) => row.allocations.map((allocation) => ({ ...allocation, deliveryId: row.id })),
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

type PledgeLineRow = PledgeRow["lines"][number];
const lineWords = (row: PledgeLineRow) => moneyWords(balancesOf(row.accounts));

const FundReturnSnapshot = builder
  .objectRef<PledgeLineRow["returns"][number]>("FundReturnSnapshot")
  .implement({
    description: "Money or goods sent back.",
    fields: (t) => ({
      id: t.id({ description: "`FundReturn:<uuid>`.", resolve: (row) => nodeId("FundReturn", row.id) }),
      amount: t.field({
        type: "BigInt",
        description: "How much, minor units.",
        resolve: (row) => BigInt(row.amount),
      }),
      reason: t.exposeString("reason", { description: "Why." }),
      state: t.field({
        type: enumNamed<"SENT" | "CONFIRMED" | "REFUSED">("FundReturnState"),
        description: "Where it stands.",
        resolve: (row) => row.state,
      }),
      sentOn: t.field({
        type: "LocalDate",
        description: "When it was sent back.",
        resolve: (row) => mustDay(row.sentOn),
      }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

const PledgeLineSnapshot = builder.objectRef<PledgeLineRow>("PledgeLineSnapshot").implement({
  description: "Money, or one named good, of a pledge, in the words for money.",
  fields: (t) => ({
    id: t.id({ description: "`PledgeLine:<uuid>`.", resolve: (row) => nodeId("PledgeLine", row.id) }),
    kind: t.field({ type: KindLabel, description: "What is pledged.", resolve: (row) => row.kind }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    pledged: t.field({
      type: "BigInt",
      description: "What the giver stands by, minor units.",
      resolve: (row) => lineWords(row).pledged,
    }),
    sent: t.field({
      type: "BigInt",
      description: "Left the giver, minor units.",
      resolve: (row) => lineWords(row).sent,
    }),
    received: t.field({
      type: "BigInt",
      description: "Attested as arrived, minor units.",
      resolve: (row) => lineWords(row).received,
    }),
    spent: t.field({
      type: "BigInt",
      description: "Behind vouchers, minor units.",
      resolve: (row) => lineWords(row).spent,
    }),
    returned: t.field({
      type: "BigInt",
      description: "Back at the giver, minor units.",
      resolve: (row) => lineWords(row).returned,
    }),
    available: t.field({
      type: "BigInt",
      description: "Arrived and not spent, minor units.",
      resolve: (row) => balancesOf(row.accounts).AVAILABLE,
    }),
    waived: t.field({
      type: "BigInt",
      description: "Waived, minor units.",
      resolve: (row) => lineWords(row).waived,
    }),
    cancelled: t.field({
      type: "BigInt",
      description: "Cancelled or written off, minor units.",
      resolve: (row) => lineWords(row).cancelled,
    }),
    returns: t.field({
      type: [FundReturnSnapshot],
      description: "What was sent back.",
      resolve: (row) => row.returns,
    }),
  }),
});

export const PledgeSnapshot = builder.objectRef<PledgeRow>("PledgeSnapshot").implement({
  description: "A promise of money or goods. Its instalments stand among the obligations.",
  fields: (t) => ({
    id: t.id({ description: "`Pledge:<uuid>`.", resolve: (row) => nodeId("Pledge", row.id) }),
    purpose: t.exposeString("purpose", { description: "What it is for." }),
    pledgedOn: t.field({
      type: "LocalDate",
      description: "When it was pledged.",
      resolve: (row) => mustDay(row.pledgedOn),
    }),
    state: t.field({
      type: enumNamed<PledgeRow["state"]>("PledgeState"),
      description: "Active or cancelled.",
      resolve: (row) => row.state,
    }),
    by: t.field({ type: PersonLabel, description: "Who pledged.", resolve: (row) => row.by }),
    lines: t.field({ type: [PledgeLineSnapshot], description: "Its lines.", resolve: (row) => row.lines }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const ExpenseQuerySnapshot = builder
  .objectRef<ExpenseRow["queries"][number]>("ExpenseQuerySnapshot")
  .implement({
    description: "The giver's question about a voucher, and the answer.",
    fields: (t) => ({
      id: t.id({ description: "`ExpenseQuery:<uuid>`.", resolve: (row) => nodeId("ExpenseQuery", row.id) }),
      question: t.exposeString("question", { description: "The question." }),
      answer: t.exposeString("answer", { nullable: true, description: "The answer." }),
      askedBy: t.field({ type: PersonLabel, description: "Who asked.", resolve: (row) => row.askedBy }),
      answeredBy: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who answered.",
        resolve: (row) => row.answeredBy,
      }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

const ExpenseLineSnapshot = builder.objectRef<ExpenseRow["lines"][number]>("ExpenseLineSnapshot").implement({
  description: "The part of a voucher paid from one pledge line.",
  fields: (t) => ({
    pledgeLineId: t.id({
      description: "The pledge line.",
      resolve: (row) => nodeId("PledgeLine", row.pledgeLineId),
    }),
    amount: t.field({
      type: "BigInt",
      description: "How much, minor units.",
      resolve: (row) => BigInt(row.amount),
    }),
  }),
});

export const ExpenseSnapshot = builder.objectRef<ExpenseRow>("ExpenseSnapshot").implement({
  description: "A voucher of the receiver, paid at least partly from this partnership's pledges.",
  fields: (t) => ({
    id: t.id({ description: "`Expense:<uuid>`.", resolve: (row) => nodeId("Expense", row.id) }),
    voucherNumber: t.exposeString("voucherNumber", { description: "Number of the voucher." }),
    purpose: t.exposeString("purpose", { description: "What it was spent on." }),
    payee: t.exposeString("payee", { nullable: true, description: "Who was paid." }),
    occurredOn: t.field({
      type: "LocalDate",
      description: "Date of the voucher.",
      resolve: (row) => mustDay(row.occurredOn),
    }),
    total: t.field({
      type: "BigInt",
      description: "Its total, minor units.",
      resolve: (row) => BigInt(row.total),
    }),
    state: t.field({
      type: enumNamed<ExpenseRow["state"]>("ExpenseState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    recordedBy: t.field({
      type: PersonLabel,
      description: "Who recorded it.",
      resolve: (row) => row.recordedBy,
    }),
    attestedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who attested it.",
      resolve: (row) => row.attestedBy,
    }),
    lines: t.field({
      type: [ExpenseLineSnapshot],
      description: "From which pledge lines.",
      resolve: (row) => row.lines,
    }),
    queries: t.field({
      type: [ExpenseQuerySnapshot],
      description: "The giver's questions.",
      resolve: (row) => row.queries,
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const NeedSnapshot = builder.objectRef<HelpRequestRow["needs"][number]>("NeedSnapshot").implement({
  description: "One thing asked for.",
  fields: (t) => ({
    id: t.id({ description: "`Need:<uuid>`.", resolve: (row) => nodeId("Need", row.id) }),
    kind: t.field({ type: KindLabel, description: "What kind of support.", resolve: (row) => row.kind }),
    description: t.exposeString("description", { description: "In the receiver's words." }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    quantity: t.field({
      type: "BigInt",
      description: "Asked, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    claimed: t.field({
      type: "BigInt",
      description: "Claimed, minor units.",
      resolve: (row) => BigInt(row.claimed),
    }),
    accepted: t.field({
      type: "BigInt",
      description: "Accepted, minor units.",
      resolve: (row) => BigInt(row.accepted),
    }),
  }),
});

export const HelpRequestSnapshot = builder.objectRef<HelpRequestRow>("HelpRequestSnapshot").implement({
  description: "A request for help that was offered to this partnership's unit.",
  fields: (t) => ({
    id: t.id({ description: "`HelpRequest:<uuid>`.", resolve: (row) => nodeId("HelpRequest", row.id) }),
    title: t.exposeString("title", { description: "In short." }),
    state: t.field({
      type: enumNamed<"OPEN">("HelpRequestState"),
      description: "Where it stands.",
      resolve: (row) => row.state as "OPEN",
    }),
    urgency: t.field({
      type: enumNamed<"NORMAL">("Urgency"),
      description: "How urgent.",
      resolve: (row) => row.urgency as "NORMAL",
    }),
    wishedOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "By when it is wished.",
      resolve: (row) => day(row.wishedOn),
    }),
    createdAt: t.field({
      type: "DateTime",
      description: "When it was asked.",
      resolve: (row) => new Date(row.createdAt),
    }),
    needs: t.field({ type: [NeedSnapshot], description: "What is asked for.", resolve: (row) => row.needs }),
  }),
});

const AgreementLineSnapshot = builder
  .objectRef<AgreementRow["lines"][number]>("AgreementLineSnapshot")
  .implement({
    description: "A line of the three lists.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      list: t.field({
        type: enumNamed<AgreementRow["lines"][number]["list"]>("AgreementList"),
        description: "Which list.",
        resolve: (row) => row.list,
      }),
      text: t.exposeString("text", { description: "Its words." }),
      kind: t.field({
        type: KindLabel,
        nullable: true,
        description: "The kind, where it is an obligation.",
        resolve: (row) => row.kind,
      }),
      quantity: t.field({
        type: "BigInt",
        nullable: true,
        description: "How much, minor units.",
        resolve: (row) => (row.quantity === null ? null : BigInt(row.quantity)),
      }),
      good: t.exposeString("good", { nullable: true, description: "The named good." }),
      dueOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "By when.",
        resolve: (row) => day(row.dueOn),
      }),
    }),
  });

const SignatureSnapshot = builder
  .objectRef<AgreementRow["signatures"][number]>("SignatureSnapshot")
  .implement({
    description: "One side's signature under an agreement.",
    fields: (t) => ({
      side: t.field({
        type: enumNamed<"GIVER" | "RECEIVER">("Side"),
        description: "Which side.",
        resolve: (row) => row.side,
      }),
      by: t.field({ type: PersonLabel, description: "Who signed.", resolve: (row) => row.by }),
      at: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.recordedAt) }),
    }),
  });

export const AgreementSnapshot = builder.objectRef<AgreementRow>("AgreementSnapshot").implement({
  description: "A version of the agreement.",
  fields: (t) => ({
    id: t.id({ description: "`Agreement:<uuid>`.", resolve: (row) => nodeId("Agreement", row.id) }),
    versionNumber: t.exposeInt("versionNumber", { description: "Its number, from 1." }),
    state: t.field({
      type: enumNamed<AgreementRow["state"]>("AgreementState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    draftedBySide: t.field({
      type: enumNamed<"GIVER" | "RECEIVER">("Side"),
      description: "Who drafted it.",
      resolve: (row) => row.draftedBySide,
    }),
    note: t.exposeString("note", { nullable: true, description: "Words with it." }),
    inForceAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Since when it is in force.",
      resolve: (row) => instant(row.inForceAt),
    }),
    lines: t.field({
      type: [AgreementLineSnapshot],
      description: "The three lists.",
      resolve: (row) => row.lines,
    }),
    signatures: t.field({
      type: [SignatureSnapshot],
      description: "Who has signed.",
      resolve: (row) => row.signatures,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

export const ReminderSnapshot = builder.objectRef<ReminderRow>("ReminderSnapshot").implement({
  description: "A reminder, seen and answered or not.",
  fields: (t) => ({
    id: t.id({ description: "`Reminder:<uuid>`.", resolve: (row) => nodeId("Reminder", row.id) }),
    obligationId: t.id({
      nullable: true,
      description: "The obligation it is about.",
      resolve: (row) => row.obligationId && nodeId("Obligation", row.obligationId),
    }),
    toOrganizationId: t.id({
      description: "Who was reminded.",
      resolve: (row) => nodeId("Organization", row.toOrganizationId),
    }),
    text: t.exposeString("text", { description: "Its words." }),
    sentBy: t.field({ type: PersonLabel, description: "Who sent it.", resolve: (row) => row.sentBy }),
    sentAt: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.createdAt) }),
    seenBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who saw it first.",
      resolve: (row) => row.seenBy,
    }),
    seenAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was seen.",
      resolve: (row) => instant(row.seenAt),
    }),
    answer: t.exposeString("answer", { nullable: true, description: "The answer." }),
    answeredBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who answered.",
      resolve: (row) => row.answeredBy,
    }),
    answeredAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was answered.",
      resolve: (row) => instant(row.answeredAt),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const StuckMoneyType = builder.objectRef<StuckMoney>("StuckMoney").implement({
  description: "An amount that sits still.",
  fields: (t) => ({
    at: t.exposeString("at", {
      description: "PROMISED_OVERDUE, IN_TRANSIT, DISPUTED, AVAILABLE or RETURNING.",
    }),
    amount: t.expose("amount", { type: "BigInt", description: "How much, fen." }),
    since: t.expose("since", {
      type: "LocalDate",
      description: "Since the oldest part of it has been there.",
    }),
    workdays: t.exposeInt("workdays", { description: "For how many working days." }),
    mustAct: t.exposeString("mustAct", { description: "GIVER, RECEIVER or OFFICE." }),
  }),
});

export const MoneyRiverType = builder.objectRef<River>("MoneyRiver").implement({
  description:
    "The money of a partnership in fen: pledged, sent, received, spent; and what is stuck where. Goods are not in it.",
  fields: (t) => ({
    pledged: t.field({
      type: "BigInt",
      description: "What the giver stands by.",
      resolve: (river) => river.words.pledged,
    }),
    sent: t.field({
      type: "BigInt",
      description: "Left the giver by its own word.",
      resolve: (river) => river.words.sent,
    }),
    received: t.field({
      type: "BigInt",
      description: "Attested by the receiver or settled.",
      resolve: (river) => river.words.received,
    }),
    spent: t.field({
      type: "BigInt",
      description: "Behind vouchers.",
      resolve: (river) => river.words.spent,
    }),
    returned: t.field({
      type: "BigInt",
      description: "Back at the giver.",
      resolve: (river) => river.words.returned,
    }),
    waived: t.field({
      type: "BigInt",
      description: "Waived by the office.",
      resolve: (river) => river.words.waived,
    }),
    cancelled: t.field({
      type: "BigInt",
      description: "Cancelled or written off.",
      resolve: (river) => river.words.cancelled,
    }),
    stuck: t.field({
      type: [StuckMoneyType],
      description: "Where money sits still.",
      resolve: (river) => river.stuck,
    }),
  }),
});

const TimelineKindEnum = builder.enumType("TimelineKind", {
  description: "What happened.",
  values: timelineKinds,
});

export const TimelineEntryType = builder.objectRef<TimelineEntry>("TimelineEntry").implement({
  description: "One fact in the timeline of a partnership.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its place in the timeline." }),
    kind: t.field({ type: TimelineKindEnum, description: "What happened.", resolve: (row) => row.kind }),
    at: t.expose("at", { type: "DateTime", description: "When it was recorded." }),
    occurredOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "The day it speaks of, where that differs.",
      resolve: (row) => day(row.occurredOn),
    }),
    side: t.exposeString("side", { description: "Who acted: GIVER, RECEIVER or OFFICE." }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who; null for the system.",
      resolve: (row) => row.by,
    }),
    quantity: t.field({
      type: "BigInt",
      nullable: true,
      description: "How much, minor units.",
      resolve: (row) => (row.quantity === null ? null : BigInt(row.quantity)),
    }),
    kindOfSupport: t.field({
      type: KindLabel,
      nullable: true,
      description: "Of what kind; null for plain fen.",
      resolve: (row) => row.measuredAs,
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    text: t.exposeString("text", { nullable: true, description: "The words of whoever acted." }),
    detail: t.exposeString("detail", {
      nullable: true,
      description: "A state or decision; translated by the client.",
    }),
    subject: t.exposeID("subject", { description: "Node id of the fact behind it." }),
    seals: t.field({
      type: SealsType,
      nullable: true,
      description: "The two seals of a delivery.",
      resolve: (row) => row.seals,
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
  }),
});
