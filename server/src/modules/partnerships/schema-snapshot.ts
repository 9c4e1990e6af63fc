import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { enumNamed, instant, OrganizationLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { instantOf } from "../../kernel/as-of.ts";
import { parseLocalDate, today } from "../../kernel/clock.ts";
import { findVisible, readSnapshot } from "./read.ts";
import { AgreementSnapshot, ReminderSnapshot } from "./schema-snapshot-agreement.ts";
import { DeliverySnapshot } from "./schema-snapshot-delivery.ts";
import { ExpenseSnapshot } from "./schema-snapshot-expense.ts";
import { HelpRequestSnapshot } from "./schema-snapshot-help.ts";
import { ObligationSnapshot } from "./schema-snapshot-obligation.ts";
import { MoneyRiverType, PledgeSnapshot } from "./schema-snapshot-pledge.ts";
import { TimelineEntryType } from "./schema-snapshot-timeline.ts";
import { type Snapshot, snapshotOf, withoutForeignDrafts } from "./snapshot.ts";
import type { AuditRow, HeaderRow, LiaisonRow } from "./snapshot-rows.ts";

type SideOf = { snapshot: Snapshot; side: "GIVER" | "RECEIVER" };

const LiaisonLabel = builder.objectRef<LiaisonRow>("LiaisonLabel").implement({
  description: "Who speaks for a side.",
  fields: (t) => ({
    membershipId: t.id({
      description: "The membership.",
      resolve: (row) => nodeId("Membership", row.membershipId),
    }),
    person: t.field({
      type: PersonLabel,
      description: "The person.",
      resolve: (row) => ({ id: row.personId, name: row.name, erased: row.erased }),
    }),
    title: t.exposeString("title", { nullable: true, description: "Job title." }),
    phone: t.exposeString("phone", { nullable: true, description: "Phone; both sides may call each other." }),
  }),
});

const SideSnapshot = builder.objectRef<SideOf>("SideSnapshot").implement({
  description: "One side of a partnership.",
  fields: (t) => ({
    organization: t.field({
      type: OrganizationLabel,
      description: "The organization.",
      resolve: ({ snapshot, side }) =>
        side === "GIVER" ? snapshot.rows.header.giver : snapshot.rows.header.receiver,
    }),
    liaison: t.field({
      type: LiaisonLabel,
      nullable: true,
      description: "Its liaison on that day.",
      resolve: ({ snapshot, side }) => snapshot.liaisons.find((liaison) => liaison.side === side) ?? null,
    }),
    acknowledgedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it acknowledged the assignment.",
      resolve: ({ snapshot: { rows }, side }) =>
        instant(side === "GIVER" ? rows.header.giverAcknowledgedAt : rows.header.receiverAcknowledgedAt),
    }),
    unacknowledgedWorkdays: t.int({
      nullable: true,
      description: "Working days without an acknowledgement; null when there is one or none is needed.",
      resolve: ({ snapshot, side }) =>
        snapshot.unacknowledgedWorkdays[side === "GIVER" ? "giver" : "receiver"],
    }),
  }),
});

const AuditLabel = builder.objectRef<AuditRow["entries"][number]>("AuditLabel").implement({
  description: "An entry of the audit chain about this partnership.",
  fields: (t) => ({
    id: t.id({ description: "`AuditEntry:<uuid>`.", resolve: (row) => nodeId("AuditEntry", row.id) }),
    seq: t.field({
      type: "BigInt",
      description: "Its number in the city's chain.",
      resolve: (row) => BigInt(row.seq),
    }),
    at: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.at) }),
    command: t.exposeString("command", { description: "What was done, e.g. `delivery.log`." }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who; null for the system.",
      resolve: (row) => row.by,
    }),
    organizationName: t.string({
      nullable: true,
      description: "In which organization's role.",
      resolve: (row) => row.organization?.name ?? null,
    }),
    onBehalf: t.exposeBoolean("onBehalf", { description: "Done by an office on someone's behalf." }),
    hash: t.exposeString("hash", { description: "Hash of the entry, hex." }),
  }),
});

type Header = HeaderRow;
const header = (snapshot: Snapshot): Header => snapshot.rows.header;

const PartnershipSnapshot = builder.objectRef<Snapshot>("PartnershipSnapshot").implement({
  description: "A partnership whole, as the system knows it now or knew it at the end of a past day.",
  fields: (t) => ({
    id: t.id({ description: "`Partnership:<uuid>`.", resolve: (s) => nodeId("Partnership", header(s).id) }),
    asOf: t.expose("asOf", {
      type: "LocalDate",
      nullable: true,
      description: "The day looked at; null is now.",
    }),
    today: t.expose("today", { type: "LocalDate", description: "The day against which lateness is told." }),
    kind: t.field({
      type: enumNamed<Header["kind"]>("PartnershipKind"),
      description: "How they are paired.",
      resolve: (s) => header(s).kind,
    }),
    basis: t.field({
      type: enumNamed<Header["basis"]>("PartnershipBasis"),
      description: "On what basis.",
      resolve: (s) => header(s).basis,
    }),
    state: t.field({
      type: enumNamed<Header["state"]>("PartnershipState"),
      description: "Where it stands.",
      resolve: (s) => header(s).state,
    }),
    startsOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "First day of the term.",
      resolve: (s) => parseLocalDate(header(s).startsOn),
    }),
    endsOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Last day of the term.",
      resolve: (s) => parseLocalDate(header(s).endsOn),
    }),
    documentNumber: t.string({
      nullable: true,
      description: "The office's document.",
      resolve: (s) => header(s).documentNumber,
    }),
    documentDate: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Its date.",
      resolve: (s) => (header(s).documentDate === null ? null : parseLocalDate(header(s).documentDate ?? "")),
    }),
    sectionName: t.string({
      nullable: true,
      description: "The road section.",
      resolve: (s) => header(s).sectionName,
    }),
    sectionFrom: t.string({
      nullable: true,
      description: "Where the section begins.",
      resolve: (s) => header(s).sectionFrom,
    }),
    sectionTo: t.string({
      nullable: true,
      description: "Where the section ends.",
      resolve: (s) => header(s).sectionTo,
    }),
    leader: t.field({
      type: PersonLabel,
      nullable: true,
      description: "The leader in contact.",
      resolve: (s) => header(s).leader?.person ?? null,
    }),
    proposedBy: t.field({
      type: enumNamed<"GIVER" | "RECEIVER">("Side"),
      nullable: true,
      description: "Who proposed it.",
      resolve: (s) => header(s).proposedBy,
    }),
    endReason: t.string({
      nullable: true,
      description: "Why it ended early.",
      resolve: (s) => header(s).endReason,
    }),
    isLead: t.exposeBoolean("isLead", {
      description: "Whether the giver leads for the receiver on that day.",
    }),
    suspendedSince: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Since when its clock stands still.",
      resolve: (s) =>
        parseLocalDate(header(s).suspensions.find(({ endsOn }) => endsOn === null)?.startsOn ?? ""),
    }),
    giver: t.field({
      type: SideSnapshot,
      description: "The partner unit.",
      resolve: (snapshot): SideOf => ({ snapshot, side: "GIVER" }),
    }),
    receiver: t.field({
      type: SideSnapshot,
      description: "The receiver.",
      resolve: (snapshot): SideOf => ({ snapshot, side: "RECEIVER" }),
    }),
    attestor: t.field({
      type: OrganizationLabel,
      nullable: true,
      description: "Who attests receipts when it is not the receiver.",
      resolve: (s) => header(s).attestor,
    }),
    agreements: t.field({
      type: [AgreementSnapshot],
      description: "Versions of the agreement, newest first.",
      resolve: (s) => header(s).agreements,
    }),
    obligations: t.field({
      type: [ObligationSnapshot],
      description: "Every promise, by due date.",
      resolve: (s) => s.obligations,
    }),
    deliveries: t.field({
      type: [DeliverySnapshot],
      description: "Every act, newest first.",
      resolve: (s) => s.rows.deliveries,
    }),
    pledges: t.field({
      type: [PledgeSnapshot],
      description: "Promises of money and goods.",
      resolve: (s) => s.rows.pledges,
    }),
    money: t.field({ type: MoneyRiverType, description: "The money river.", resolve: (s) => s.money }),
    expenses: t.field({
      type: [ExpenseSnapshot],
      description: "Vouchers paid from it, newest first.",
      resolve: (s) => s.rows.expenses,
    }),
    helpRequests: t.field({
      type: [HelpRequestSnapshot],
      description: "Requests offered to the unit, newest first.",
      resolve: (s) => s.rows.helpRequests,
    }),
    reminders: t.field({
      type: [ReminderSnapshot],
      description: "Reminders, oldest first.",
      resolve: (s) => header(s).reminders,
    }),
    timeline: t.field({
      type: [TimelineEntryType],
      description: "Every fact in time, newest first.",
      resolve: (s) => s.timeline,
    }),
    auditCount: t.int({
      description: "Entries of the audit chain about it.",
      resolve: (s) => s.rows.audit.count,
    }),
    audit: t.field({
      type: [AuditLabel],
      description: "The newest 20 of them.",
      resolve: (s) => s.rows.audit.entries,
    }),
    version: t.int({
      description: "Counts the partnership's own changes.",
      resolve: (s) => header(s).version,
    }),
  }),
});

builder.queryField("partnershipSnapshot", (t) =>
  t.field({
    type: PartnershipSnapshot,
    nullable: true,
    description:
      "A partnership whole; null outside of what the actor may see, and before it existed. Eight statements, however much stands in it.",
    args: {
      id: t.arg.id({ required: true, description: "`Partnership:<uuid>`." }),
      asOf: t.arg({
        type: "LocalDate",
        required: false,
        description: "What the system knew at the end of that day; left out: now.",
      }),
    },
    resolve: async (_root, args, ctx) => {
      const actor = requireActor(ctx);
      const partnership = await findVisible(ctx.database, actor, args.id);
      if (!partnership) return null;
      const now = today(ctx.clock);
      const asOf = args.asOf && args.asOf < now ? args.asOf : null;
      const rows = await readSnapshot(ctx.database, partnership, instantOf(asOf));
      return rows && snapshotOf(withoutForeignDrafts(rows, actor), asOf ?? now, asOf);
    },
  }),
);
