import { PledgeChangeKind, PledgeState, type Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { dateOf, fromDbDate, type LocalDate, today } from "../../kernel/clock.ts";
import { can } from "../../kernel/policy.ts";
import { MeasureEnum } from "../cities/schema.ts";
import { DERIVED_SELECT, suspensionsOf } from "../obligations/public.ts";
import { effectiveDueOn } from "../obligations/state.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { type MoneyWords, moneyWords, type Stuck } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";
import { balancesOf, type LineFacts, type StuckOnLine, stuckOnLine } from "./stuck.ts";

/** Pledges with their lines, what the money words say of each, and where it is stuck. */

const PledgeStateEnum = builder.enumType(PledgeState, {
  name: "PledgeState",
  description: "Whether a pledge stands. Cancelled: what was sent of it goes its way as ever.",
});
const ChangeKindEnum = builder.enumType(PledgeChangeKind, {
  name: "PledgeChangeKind",
  description: "What changed about a pledge.",
});
const StuckPlaceEnum = builder.enumType("StuckPlace", {
  description:
    "Promised and overdue, in transit and unconfirmed, disputed, available and unspent, or on its way back.",
  values: [
    "PROMISED_OVERDUE",
    "IN_TRANSIT",
    "DISPUTED",
    "AVAILABLE",
    "RETURNING",
  ] as const satisfies readonly Stuck["at"][],
});
const MustActEnum = builder.enumType("MustAct", {
  description: "Whose turn it is.",
  values: ["GIVER", "RECEIVER", "OFFICE"] as const satisfies readonly Stuck["mustAct"][],
});

export const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;

/** A person as shown beside a fact. */
export function personLabel(person: { id: string; name: string; erasedAt: Date | null }): PersonRow {
  return { id: person.id, name: person.name, erased: person.erasedAt !== null };
}

const WORDS: { [Word in keyof MoneyWords]: string } = {
  pledged: "What the giver stands by: promised now, on its way, or arrived. Waived and cancelled are out.",
  promised: "Of the pledged: not sent yet.",
  sent: "Left the giver by its own word.",
  received: "Attested by the receiver or settled by an office; what went back later stays in it.",
  spent: "Behind vouchers that stand, attested or waiting for it.",
  returned: "Back at the giver by its own word.",
  waived: "Waived by an office.",
  cancelled: "Cancelled, or written off by a settlement.",
};

const MoneyWordsType = builder.objectRef<MoneyWords>("MoneyWords").implement({
  description: "One pledge line in the words for money, in minor units. Never a sum of unlike things.",
  fields: (t) =>
    Object.fromEntries(
      (Object.keys(WORDS) as (keyof MoneyWords)[]).map((word) => [
        word,
        t.field({ type: "BigInt", description: WORDS[word], resolve: (words) => words[word] }),
      ]),
    ),
});

const StuckOnLineType = builder.objectRef<StuckOnLine>("StuckOnLine").implement({
  description: "An amount of a pledge line that waits for somebody.",
  fields: (t) => ({
    at: t.expose("at", { type: StuckPlaceEnum, description: "Where it is." }),
    amount: t.expose("amount", { type: "BigInt", description: "How much, in minor units." }),
    mustAct: t.expose("mustAct", { type: MustActEnum, description: "Who must act." }),
    since: t.expose("since", {
      type: "LocalDate",
      description: "Since which day the oldest part of it waits.",
    }),
  }),
});

// One relation read in one way is one join; read in two ways it costs a statement per row.
const IN_ORDER = { orderBy: { instalment: "asc" } } as const;
const OLDEST_RETURN_FIRST = { orderBy: { createdAt: "asc" } } as const;
const LINES_IN_ORDER = { orderBy: { sortOrder: "asc" } } as const;

const ACCOUNTS = { select: { type: true, balance: true } } as const;

const STUCK_SELECT = {
  accounts: {
    select: {
      type: true,
      balance: true,
      postings: { orderBy: { id: "asc" }, select: { amount: true, recordedAt: true } },
    },
  },
  instalments: {
    ...IN_ORDER,
    select: { quantity: true, claimed: true, opensOn: true, dueOn: true, closure: true, ...DERIVED_SELECT },
  },
  transfers: {
    select: {
      delivery: {
        select: {
          state: true,
          submittedAt: true,
          disputes: { orderBy: { openedAt: "asc" }, select: { state: true, quantity: true, openedAt: true } },
        },
      },
    },
  },
  returns: { ...OLDEST_RETURN_FIRST, select: { state: true, sentOn: true } },
} satisfies Prisma.PledgeLineSelect;

/** What the rows know of a line. */
function factsOf(
  row: Prisma.PledgeLineGetPayload<{ select: typeof STUCK_SELECT }>,
  day: LocalDate,
): LineFacts {
  const deliveries = row.transfers.map(({ delivery }) => delivery);
  return {
    balances: balancesOf(row.accounts),
    overdue: row.instalments.flatMap((one) => {
      const dates = { opensOn: fromDbDate(one.opensOn), dueOn: fromDbDate(one.dueOn) };
      const since = effectiveDueOn(dates, suspensionsOf(one), day);
      const amount = one.closure === null ? one.quantity - one.claimed : 0n;
      return amount > 0n && since < day ? [{ amount, since }] : [];
    }),
    disputed: deliveries
      .flatMap(({ disputes }) => disputes.filter(({ state }) => state === "OPEN"))
      .map(({ quantity, openedAt }) => ({ amount: quantity, since: dateOf(openedAt) })),
    awaiting: deliveries.flatMap(({ state, submittedAt }) =>
      state === "SUBMITTED" && submittedAt !== null ? [dateOf(submittedAt)] : [],
    ),
    available: row.accounts.find(({ type }) => type === "AVAILABLE")?.postings ?? [],
    returning: row.returns.filter(({ state }) => state === "SENT").map(({ sentOn }) => fromDbDate(sentOn)),
  };
}

builder.prismaNode("PledgeLine", {
  nullable: true,
  description: "Money, or one named good, of a pledge, with its ledger.",
  id: { field: "id", description: "`PledgeLine:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ pledge: visibleTo(requireActor(ctx)) }] }),
  fields: (t) => ({
    pledge: t.relation("pledge", { description: "The pledge it belongs to." }),
    kindId: t.id({
      description: "Its kind of support.",
      select: { kindId: true },
      resolve: (row) => `Kind:${row.kindId}`,
    }),
    measure: t.expose("measure", { type: MeasureEnum, description: "Money or goods." }),
    good: t.exposeString("good", { nullable: true, description: "GOODS: the name of the good." }),
    instalments: t.relation("instalments", {
      query: IN_ORDER,
      description: "The promises that it is made of, in order.",
    }),
    words: t.field({
      type: MoneyWordsType,
      description: "What is pledged, sent, received, spent, returned.",
      select: { accounts: ACCOUNTS },
      resolve: (row) => moneyWords(balancesOf(row.accounts)),
    }),
    available: t.field({
      type: "BigInt",
      description: "Received and neither spent nor sent back: what a voucher may spend now.",
      select: { accounts: ACCOUNTS },
      resolve: (row) => balancesOf(row.accounts).AVAILABLE,
    }),
    stuck: t.field({
      type: [StuckOnLineType],
      description: "Where amounts wait, since when, and who must act.",
      select: STUCK_SELECT,
      resolve: (row, _args, ctx) => stuckOnLine(factsOf(row, today(ctx.clock)), today(ctx.clock)),
    }),
    returns: t.relation("returns", {
      query: OLDEST_RETURN_FIRST,
      description: "What was sent back, oldest first.",
    }),
  }),
});

builder.prismaObject("PledgeChange", {
  description: "One change of a pledge line with its reason.",
  fields: (t) => ({
    kind: t.expose("kind", { type: ChangeKindEnum, description: "What changed." }),
    line: t.relation("pledgeLine", { description: "Of which line." }),
    amount: t.expose("amount", {
      type: "BigInt",
      description: "Signed change of the promise; 0 when only its plan moved.",
    }),
    reason: t.exposeString("reason", { description: "Why; empty when it followed from a sending." }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who did it; null for the system.",
      select: { by: PERSON },
      resolve: (row) => row.by && personLabel(row.by),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

const ALLOWED_SELECT = {
  cityId: true,
  state: true,
  ...SIDES_INCLUDE,
  lines: {
    ...LINES_IN_ORDER,
    select: { instalments: { ...IN_ORDER, select: { quantity: true, claimed: true, closure: true } } },
  },
} satisfies Prisma.PledgeSelect;

function allowedFor(
  row: Prisma.PledgeGetPayload<{ select: typeof ALLOWED_SELECT }>,
  actor: PersonActor,
): string[] {
  const subject = { cityId: row.cityId, giver: refOf(row.giver), receiver: refOf(row.receiver) };
  const unsent = row.lines.some((line) =>
    line.instalments.some((one) => one.closure === null && one.quantity > one.claimed),
  );
  const active = row.state === "ACTIVE";
  const acts = [
    ["raise", "pledge.change", active],
    ["lower", "pledge.lower", unsent],
    ["reschedule", "pledge.change", active && unsent],
    ["cancel", "pledge.cancel", unsent],
  ] as const;
  return acts.flatMap(([act, action, possible]) =>
    possible && can(actor, actions[action], subject) ? [act] : [],
  );
}

builder.prismaNode("Pledge", {
  nullable: true,
  description: "A promise of money or goods. Its instalments are promises of their own.",
  id: { field: "id", description: "`Pledge:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    giver: t.relation("giver", { description: "Who promises." }),
    receiver: t.relation("receiver", { description: "To whom." }),
    partnershipId: t.id({
      nullable: true,
      description: "The partnership it belongs to; null for a claim in the open hall.",
      select: { partnershipId: true },
      resolve: (row) => row.partnershipId && `Partnership:${row.partnershipId}`,
    }),
    purpose: t.exposeString("purpose", {
      description: "What it is for; empty when it was made by a sending.",
    }),
    pledgedOn: t.expose("pledgedOn", { type: "LocalDate", description: "The day of the promise." }),
    state: t.expose("state", { type: PledgeStateEnum, description: "Whether it stands." }),
    by: t.field({
      type: PersonLabel,
      description: "Who made it.",
      select: { by: PERSON },
      resolve: (row) => personLabel(row.by),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was written." }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
    lines: t.relation("lines", { query: LINES_IN_ORDER, description: "Money and goods, each its own line." }),
    changes: t.relation("changes", {
      query: { orderBy: { recordedAt: "asc" } },
      description: "Every change, oldest first.",
    }),
    allowed: t.stringList({
      description: "What the viewer may do now: raise, lower, reschedule, cancel.",
      select: ALLOWED_SELECT,
      resolve: (row, _args, ctx) => allowedFor(row, requireActor(ctx)),
    }),
  }),
});
