import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { cityOf } from "../cities/public.ts";
import { organizationSubject } from "../organizations/public.ts";
import type { PopulationLine, PopulationOutcome } from "./model.ts";
import { planPopulations } from "./plan-populations.ts";
import { actions } from "./policy.ts";
import { sourceOf } from "./set-population.ts";

export type SetPopulationsInput = {
  lines: PopulationLine[];
  validFrom: LocalDate;
  source: string;
  idempotencyKey?: string | null;
};

/**
 * An office says of many communities at once how many people live there. Each line has its outcome: what is right is stored, the
 * others say why not. The audit entry keeps the outcomes under the batch's id.
 *
 * @throws Rejection NOT_ALLOWED when the actor may set none of them; REQUIRED, TOO_MANY at `lines`.
 */
export function setPopulations(ctx: CommandContext, input: SetPopulationsInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "population.setMany", input, timeoutMs: 60_000 }, async (command) => {
    const cityId = cityOf(command);
    const person = command.person();
    const { outcomes, communities } = await planPopulations(command.tx, person, input.lines, input.validFrom);
    const source = sourceOf(input.source);
    const set = outcomes.filter(({ outcome }) => outcome === "SET");
    const rows = set.flatMap(({ communityId, residents }) => {
      const community = communities.get(communityId ?? "");
      if (!community) return [];
      const { membership } = command.require(actions["population.set"], organizationSubject(community));
      return {
        ...{ id: command.newId(), cityId, organizationId: community.id, residents, source },
        saidBy: membership?.organizationId === community.id ? ("COMMUNITY" as const) : ("OFFICE" as const),
        ...{ validFrom: toDbDate(input.validFrom), byId: person.personId },
      };
    });
    if (rows.length === 0) {
      // Nothing to store is an answer too, for who may store something.
      const office = person.memberships.find(({ organizationKind }) => organizationKind === "OFFICE");
      command.require(actions["population.set"], {
        cityId,
        organization: { id: office?.organizationId ?? "", path: office?.path ?? "" },
      });
    }
    await command.tx.population.createMany({ data: rows });
    const batchId = command.newId();
    command.audit({
      subjectIds: [batchId, ...rows.map(({ organizationId }) => organizationId)],
      payload: { validFrom: input.validFrom, set: rows.length, outcomes: outcomes.map(keptOf) },
    });
    return { id: batchId };
  });
}

/** What the chain keeps of a line: which community, which number, what became of it. Names and codes are not repeated. */
export type KeptOutcome = {
  at: number;
  communityId: string | null;
  residents: number;
  outcome: string;
  before: number | null;
};

function keptOf({ communityId, residents, outcome, before }: PopulationOutcome, at: number): KeptOutcome {
  return { at, communityId, residents, outcome, before };
}
