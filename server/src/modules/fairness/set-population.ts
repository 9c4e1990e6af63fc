import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { residentsProblem } from "./model.ts";
import { actions } from "./policy.ts";

export type SetPopulationInput = {
  organizationId: string;
  residents: number;
  validFrom: LocalDate;
  /** Where the number is from. */
  source: string;
  idempotencyKey?: string | null;
};

const LONGEST_SOURCE = 80;

/** Where numbers are from, as it is stored. */
export const sourceOf = (source: string) => requireText(source.normalize("NFC"), "source", LONGEST_SOURCE);

/**
 * Says how many people live in a community from a day on. Of the community itself it stands until its office says another number.
 *
 * @throws Rejection NOT_A_COMMUNITY, OUT_OF_RANGE, REQUIRED, TOO_LONG.
 */
export function setPopulation(ctx: CommandContext, input: SetPopulationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "population.set", input }, async (command) => {
    const community = await loadOrganization(command.tx, command.actor, input.organizationId);
    const { membership } = command.require(actions["population.set"], organizationSubject(community));
    if (community.kind !== "COMMUNITY")
      throw Rejection.validation([{ path: ["organizationId"], code: "NOT_A_COMMUNITY" }]);
    const problem = residentsProblem(input.residents);
    if (problem) throw Rejection.validation([problem]);
    const { residents, validFrom } = input;
    const id = command.newId();
    const saidBy = membership?.organizationId === community.id ? "COMMUNITY" : "OFFICE";
    await command.tx.population.create({
      data: {
        ...{ id, cityId: community.cityId, organizationId: community.id, residents, saidBy },
        ...{ validFrom: toDbDate(validFrom), source: sourceOf(input.source) },
        byId: command.person().personId,
      },
    });
    command.audit({ subjectIds: [id, community.id], payload: { residents, validFrom, saidBy } });
    return { id };
  });
}
