import type { builder } from "../../graphql/builder.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import type { PairInput } from "./assignment.ts";
import { PartnershipKindEnum } from "./schema.ts";

/** The input fields of a pair and of the term and document that it is assigned by. */

export type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

export const pairFields = (t: InputBuilder) => ({
  giverId: t.id({ description: "The partner unit." }),
  receiverId: t.id({ description: "The community, or a street office." }),
  kind: t.field({ type: PartnershipKindEnum, description: "How they are paired." }),
  leaderMembershipId: t.id({ required: false, description: "LEADER_CONTACT: the leader's membership." }),
  sectionName: t.string({ required: false, description: "ROAD_SECTION: its name." }),
  sectionFrom: t.string({ required: false, description: "ROAD_SECTION: where it begins." }),
  sectionTo: t.string({ required: false, description: "ROAD_SECTION: where it ends." }),
});

export const attestorField = (t: InputBuilder) => ({
  attestorId: t.id({ required: false, description: "The street office that keeps the receiver's books." }),
});

export const termsFields = (t: InputBuilder) => ({
  startsOn: t.field({ type: "LocalDate", description: "First day of the term; not before the document." }),
  endsOn: t.field({ type: "LocalDate", description: "Last day of the term." }),
  documentNumber: t.string({ description: "Number of the office's document." }),
  documentDate: t.field({ type: "LocalDate", description: "Date of the document; active from then." }),
});

/** A pair with the ids that its client ids stand for. */
export function pairOf<Pair extends PairInput>(pair: Pair, idOf: typeof uuidOf = uuidOf): Pair {
  return {
    ...pair,
    giverId: idOf("Organization", pair.giverId),
    receiverId: idOf("Organization", pair.receiverId),
    leaderMembershipId: pair.leaderMembershipId ? idOf("Membership", pair.leaderMembershipId) : null,
    attestorId: pair.attestorId ? idOf("Organization", pair.attestorId) : null,
  };
}
