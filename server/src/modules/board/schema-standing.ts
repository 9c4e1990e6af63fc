import { builder } from "../../graphql/builder.ts";
import { enumNamed } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import type { StandingNeed, StandingStuck } from "./model.ts";
import type { BoardRow } from "./schema.ts";

/** A row of the board. */

const StandingNeedEnum = builder.enumType("StandingNeed", {
  description: "Why a partnership needs the office.",
  values: {
    DISPUTE: { description: "A dispute waits for its settlement." },
    EXTENSION: { description: "A giver asked for a later day." },
    LATE: { description: "A promise is late." },
    STUCK: {
      description: "Money on its way, or on its way back, is not confirmed for as long as the city allows.",
    },
    UNACKNOWLEDGED: {
      description: "A side has not acknowledged the assignment for as long as the city allows.",
    },
    SILENT: { description: "Support was reported and is not confirmed for as long as the city allows." },
    NOTHING: { description: "Nothing today." },
  } satisfies Record<StandingNeed, object>,
});

const StuckType = builder.objectRef<StandingStuck>("StandingStuck").implement({
  description: "Where the money of a partnership has waited longest.",
  fields: (t) => ({
    at: t.field({
      type: enumNamed<StandingStuck["at"]>("StuckPlace"),
      description: "Where it is.",
      resolve: ({ at }) => at,
    }),
    amount: t.field({
      type: "BigInt",
      description: "How much of it, in fen.",
      resolve: ({ amount }) => amount,
    }),
    since: t.field({
      type: "LocalDate",
      description: "Since which day the oldest part of it waits.",
      resolve: ({ since }) => since,
    }),
    workdays: t.exposeInt("workdays", { description: "For how many working days." }),
    waitsFor: t.field({
      type: enumNamed<StandingStuck["waitsFor"]>("MustAct"),
      description: "Who must act.",
      resolve: ({ waitsFor }) => waitsFor,
    }),
  }),
});

export const StandingType = builder.objectRef<BoardRow>("Standing").implement({
  description:
    "What the facts of one partnership come to (现况), kept by the database. What depends on the day is told for today.",
  fields: (t) => ({
    id: t.id({
      description: "`Standing:<uuid>`, with the uuid of the partnership.",
      resolve: ({ id }) => nodeId("Standing", id),
    }),
    partnership: t.field({
      type: "Partnership" as never,
      description: "The partnership; its `firstDue` are the promises to act on first.",
      resolve: ({ partnership }) => partnership as never,
    }),
    receivedIn: t.exposeStringList("receivedIn", {
      description: "Names of the divisions below the city's root in which it is received, the largest first.",
    }),
    firstDueOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "The first due date among open promises of which something is undelivered.",
      resolve: ({ firstDueOn }) => firstDueOn,
    }),
    suspendedOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Since when the clock stands still; null while it runs.",
      resolve: ({ suspendedOn }) => suspendedOn,
    }),
    openPromises: t.exposeInt("openPromises", {
      description: "Open promises of which something is undelivered.",
    }),
    lateWorkdays: t.exposeInt("lateWorkdays", {
      description: "Working days past the due date of the latest promise; 0 when none is late.",
    }),
    lateCount: t.exposeInt("lateCount", { description: "How many promises are late." }),
    stuck: t.field({
      type: StuckType,
      nullable: true,
      description: "Where its money has waited longest; null when none waits.",
      resolve: ({ stuck }) => stuck,
    }),
    pledged: t.field({
      type: "BigInt",
      description: "Fen pledged, over all its pledges.",
      resolve: ({ pledged }) => pledged,
    }),
    sent: t.field({ type: "BigInt", description: "Fen sent.", resolve: ({ sent }) => sent }),
    received: t.field({ type: "BigInt", description: "Fen received.", resolve: ({ received }) => received }),
    spent: t.field({ type: "BigInt", description: "Fen spent.", resolve: ({ spent }) => spent }),
    openDisputes: t.exposeInt("openDisputes", { description: "Disputes that wait for a settlement." }),
    disputeSince: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Since when the oldest of them is open.",
      resolve: ({ disputeSince }) => disputeSince,
    }),
    awaiting: t.exposeInt("awaiting", {
      description: "Deliveries that the other side has neither confirmed nor disputed.",
    }),
    awaitingSince: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Since when the oldest of them waits.",
      resolve: ({ awaitingSince }) => awaitingSince,
    }),
    silent: t.exposeBoolean("silent", {
      description: "Whether it waits for as long as the city allows, or longer.",
    }),
    extensionsAsked: t.exposeInt("extensionsAsked", { description: "Extensions that wait for a decision." }),
    extensionSince: t.field({
      type: "LocalDate",
      nullable: true,
      description: "Since when the oldest of them waits.",
      resolve: ({ extensionSince }) => extensionSince,
    }),
    unacknowledgedDays: t.int({
      nullable: true,
      description:
        "Days since the assignment that a side has not acknowledged; null when both have, or need not.",
      resolve: ({ unacknowledgedDays }) => unacknowledgedDays,
    }),
    lastContactOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "The last day on which a member of either side did something in it; null for never.",
      resolve: ({ lastContactOn }) => lastContactOn,
    }),
    needs: t.field({
      type: StandingNeedEnum,
      description: "Why it needs the office today.",
      resolve: ({ needs }) => needs,
    }),
    needsSince: t.field({
      type: "LocalDate",
      nullable: true,
      description:
        "Since when: of a late promise the due date, of what waits the day on which it began to wait.",
      resolve: ({ needsSince }) => needsSince,
    }),
  }),
});
