import { builder } from "../../graphql/builder.ts";
import { filterDivisionOf, filterUuidOf } from "../../graphql/node-id.ts";
import { PartnershipBasisEnum, PartnershipKindEnum, PartnershipStateEnum } from "../partnerships/schema.ts";
import type { BoardFilter, BoardOrder } from "./model.ts";

/** Which rows of the board, and in which order. */

const BoardOrderEnum = builder.enumType("BoardOrder", {
  description: "By what the board is ordered, the worst or the first of it first.",
  values: {
    NEEDS: {
      description: "Decisions that only an office can make, then by the day since which somebody is needed.",
    },
    LATE: { description: "By the due date of what is late, then of what is due." },
    STUCK: { description: "By the day since which money waits." },
    DISPUTE: { description: "By the day since which a dispute is open." },
    LAST_CONTACT: { description: "By the last act of either side; never first." },
    GIVER: { description: "By the name of the giver." },
    RECEIVER: { description: "By the name of the receiver." },
    ENDS_ON: { description: "By the last day of the term." },
  } satisfies Record<BoardOrder, object>,
});

export const BoardSortInput = builder.inputType("BoardSort", {
  description: "The order of the board. What is equal follows the partnership's id.",
  fields: (t) => ({
    by: t.field({ type: BoardOrderEnum, description: "By what." }),
    descending: t.boolean({ required: false, description: "The other way round." }),
  }),
});

export const BoardFilterInput = builder.inputType("BoardFilter", {
  description: "Which partnerships; what is absent does not narrow, except for `states`.",
  fields: (t) => ({
    text: t.string({ required: false, description: "A part of the name or short name of either side." }),
    giverId: t.id({ required: false, description: "Of one unit: `Organization:<uuid>`." }),
    receiverId: t.id({ required: false, description: "Of one receiver: `Organization:<uuid>`." }),
    divisionId: t.id({ required: false, description: "Received in this division or below it." }),
    kindId: t.id({ required: false, description: "With an open promise of this kind of support." }),
    partnershipKind: t.field({
      type: PartnershipKindEnum,
      required: false,
      description: "How they are paired.",
    }),
    basis: t.field({
      type: PartnershipBasisEnum,
      required: false,
      description: "On what basis.",
    }),
    states: t.field({
      type: [PartnershipStateEnum],
      required: false,
      description: "In any of these states; ACTIVE and SUSPENDED when absent.",
    }),
    lateWorkdaysAtLeast: t.int({
      required: false,
      description:
        "With a promise that is late by so many working days or more; 0: late at all, 750 at most.",
    }),
    stuckWorkdaysAtLeast: t.int({
      required: false,
      description:
        "Whose money has waited somewhere for so many working days or more; 0: waits at all, 750 at most.",
    }),
    stuckAtLeast: t.field({
      type: "BigInt",
      required: false,
      description: "Of whose money so many fen or more wait where it has waited longest.",
    }),
    disputeOpen: t.boolean({ required: false, description: "Only with an open dispute." }),
    unacknowledged: t.boolean({
      required: false,
      description: "Only assigned ones that a side has not acknowledged.",
    }),
    needsMe: t.boolean({ required: false, description: "Only those whose `needs` is not NOTHING." }),
  }),
});

/** The filter as the input gives it. An id of another form is a wrong request (BAD_REQUEST). */
export function boardFilterOf(input: typeof BoardFilterInput.$inferInput | null | undefined): BoardFilter {
  const { giverId, receiverId, divisionId, kindId, ...rest } = input ?? {};
  return {
    ...rest,
    giverId: filterUuidOf("Organization", giverId),
    receiverId: filterUuidOf("Organization", receiverId),
    divisionId: filterDivisionOf(divisionId),
    kindId: filterUuidOf("Kind", kindId),
  };
}
