import { builder } from "../../graphql/builder.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { parseLocalDate } from "../../kernel/clock.ts";
import type { Seal, Seals } from "./timeline.ts";

/** The day in a row, where there is one. */
export const day = (text: string | null) => (text === null ? null : parseLocalDate(text));
/** A day that a row always has. */
export const mustDay = (text: string) => {
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

export const AllocationSnapshot = builder
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
