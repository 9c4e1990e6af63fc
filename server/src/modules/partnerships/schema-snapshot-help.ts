import { builder } from "../../graphql/builder.ts";
import { enumNamed, KindLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { day } from "./schema-snapshot-parts.ts";
import type { HelpRequestRow } from "./snapshot-rows.ts";

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
