import type { PersonActor } from "../../kernel/actor.ts";
import type { Transaction } from "../../kernel/db.ts";
import { visibleTo as organizationsVisibleTo } from "../organizations/policy.ts";
import type { NamedPlan, NamedProposal, NamedRelease, PlanOptions } from "./load-plan.ts";
import type { Effect, PlannerPair, Proposal } from "./planner.ts";

/** What a kept plan holds, as `savePairingPlan` wrote it. */
export type KeptInputs = { options: PlanOptions; chosen: PlannerPair[] };
export type KeptOutcome = {
  proposals: Proposal[];
  releases: (PlannerPair & { partnershipId: string })[];
  before: Effect;
  after: Effect;
};

/** A kept plan with the names of today; who is no longer to be seen has none. One statement. */
export async function namePlan(
  tx: Pick<Transaction, "organization">,
  actor: PersonActor,
  { proposals, releases, before, after }: KeptOutcome,
): Promise<NamedPlan> {
  const ids = [...proposals, ...releases].flatMap(({ giverId, receiverId }) => [giverId, receiverId]);
  const found = await tx.organization.findMany({
    where: { AND: [{ id: { in: [...new Set(ids)] } }, organizationsVisibleTo(actor)] },
    select: { id: true, name: true },
  });
  const names = new Map(found.map(({ id, name }) => [id, name]));
  const named = ({ giverId, receiverId }: PlannerPair) => ({
    giverName: names.get(giverId) ?? "",
    receiverName: names.get(receiverId) ?? "",
  });
  return {
    proposals: proposals.map((one): NamedProposal => ({ ...one, ...named(one) })),
    releases: releases.map((one): NamedRelease => ({ ...one, ...named(one) })),
    before,
    after,
  };
}
