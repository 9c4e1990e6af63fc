import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { loadSettings } from "../cities/public.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { makePlan, type PlanOptions } from "./load-plan.ts";
import { linesOf } from "./model.ts";
import type { PlannerPair } from "./planner.ts";
import { actions } from "./policy.ts";

export type SavePairingPlanInput = {
  officeId: string;
  title: string;
  options: PlanOptions;
  /** The proposals that were ticked. */
  chosen: PlannerPair[];
  idempotencyKey?: string | null;
};

const LONGEST_TITLE = 60;

/**
 * An office keeps a plan as it stands now, with what was ticked. It assigns nothing: the ticked pairs wait for a document.
 *
 * @throws Rejection PLAN_CHANGED when a ticked pair is no longer proposed; REQUIRED, TOO_LONG at `title`.
 */
export function savePairingPlan(ctx: CommandContext, input: SavePairingPlanInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pairingPlan.save", input }, async (command) => {
    const { tx, today } = command;
    const person = command.person();
    const office = await loadOrganization(tx, person, input.officeId);
    command.require(actions["pairingPlan.save"], organizationSubject(office));
    if (office.kind !== "OFFICE") throw Rejection.forbidden();
    const title = requireText(input.title.normalize("NFC"), "title", LONGEST_TITLE);
    const lines = linesOf(await loadSettings(tx, office.cityId, today));
    const plan = await makePlan(tx, person, input.options, { today, lines });
    const proposed = new Set(plan.proposals.map(({ giverId, receiverId }) => `${giverId} ${receiverId}`));
    if (input.chosen.some(({ giverId, receiverId }) => !proposed.has(`${giverId} ${receiverId}`)))
      throw Rejection.conflict(null, "PLAN_CHANGED");
    const id = command.newId();
    const { proposals, releases, before, after } = plan;
    await tx.pairingPlan.create({
      data: {
        ...{ id, cityId: office.cityId, officeId: office.id, title, byId: person.personId },
        inputs: { options: input.options, lines, chosen: input.chosen },
        outcome: {
          proposals: proposals.map(({ giverName: _, receiverName: __, ...kept }) => kept),
          releases: releases.map(({ giverName: _, receiverName: __, ...kept }) => kept),
          before,
          after,
        },
      },
    });
    command.audit({
      subjectIds: [id, office.id],
      payload: { proposals: proposals.length, chosen: input.chosen.length, options: { ...input.options } },
    });
    return { id };
  });
}
