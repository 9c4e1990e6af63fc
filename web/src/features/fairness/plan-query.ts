import { graphql } from "../../gql/index.ts";

/** Proposals and effect of a plan, computed or kept. */
export const PlanContents = graphql(`
  fragment PlanContents_PairingPlanContents on PairingPlanContents {
    proposals {
      giverId
      giverName
      receiverId
      receiverName
      withoutUnit
      ratio
      distance
      loadBefore
      capabilities
    }
    releases { partnershipId giverName receiverName }
    before {
      pairs
      communitiesWithoutUnit
      unitsWithoutCommunity
      least
      middle
      most
      distance
      loads
    }
    after {
      pairs
      communitiesWithoutUnit
      unitsWithoutCommunity
      least
      middle
      most
      distance
      loads
    }
  }
`);

/** Names a pair within a plan. */
export const pairKey = ({ giverId, receiverId }: { giverId: string; receiverId: string }) =>
  `${giverId} ${receiverId}`;
