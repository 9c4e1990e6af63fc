import type { Client } from "@urql/core";
import { graphql } from "../../gql/index.ts";
import { errorCode } from "../../lib/urql-client.ts";

const PlannedPairs = graphql(`
  query PlannedPairs($id: ID!) {
    node(id: $id) {
      __typename
      ... on PairingPlan {
        id
        chosen { giverId receiverId }
        contents { proposals { giverId giverName receiverId receiverName } }
      }
    }
  }
`);

/** A pair that was ticked in a plan, with the names as `parsePairs` reads them. */
export interface PlannedPair {
  giverId: string;
  receiverId: string;
  giver: string;
  receiver: string;
}

/** What was ticked in a kept plan of pairings. Throws the error's code. */
export async function loadPlannedPairs(client: Client, planId: string): Promise<PlannedPair[]> {
  const result = await client.query(PlannedPairs, { id: `PairingPlan:${planId}` }).toPromise();
  if (!result.data) throw new Error(errorCode(result.error) ?? "INTERNAL");
  const plan = result.data.node?.__typename === "PairingPlan" ? result.data.node : null;
  if (!plan) throw new Error("NOT_FOUND");
  const read = (name: string) => name.normalize("NFKC").trim();
  return plan.chosen.flatMap(({ giverId, receiverId }) => {
    const named = plan.contents.proposals.find(
      (one) => one.giverId === giverId && one.receiverId === receiverId,
    );
    return named
      ? [{ giverId, receiverId, giver: read(named.giverName), receiver: read(named.receiverName) }]
      : [];
  });
}
