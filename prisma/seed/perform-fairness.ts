import { addCapability } from "../../server/src/modules/capabilities/add-capability.ts";
import { setPopulation } from "../../server/src/modules/fairness/set-population.ts";
import { setPopulations } from "../../server/src/modules/fairness/set-populations.ts";
import type { FairnessStep } from "./fairness-steps.ts";
import type { Performers } from "./perform-office.ts";

/** Steps of who counts residents, and of units that say what they can give. */
export const fairnessSteps: Performers<FairnessStep["do"]> = {
  async setPopulations(stage, ctx, { lines, from, source }) {
    const named = await stage.database.prisma.organization.findMany({
      where: { id: { in: lines.map(({ community }) => stage.id(community)) } },
      select: { id: true, name: true },
    });
    const names = new Map(named.map(({ id, name }) => [id, name]));
    await setPopulations(ctx, {
      lines: lines.map(({ community, residents }) => ({
        code: names.get(stage.id(community)) ?? "",
        residents,
      })),
      validFrom: from,
      source,
    });
  },

  setPopulation: (stage, ctx, { community, residents, from, source }) =>
    setPopulation(ctx, { organizationId: stage.id(community), residents, validFrom: from, source }),

  addCapability: (stage, ctx, { unit, kind, from, do: _, ...fields }) =>
    addCapability(ctx, {
      ...fields,
      organizationId: stage.id(unit),
      kindId: stage.kind(kind),
      validFrom: from,
    }),
};
