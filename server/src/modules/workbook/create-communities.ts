import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { cityOf } from "../cities/public.ts";
import { loadSeat, writeMany } from "../organizations/public.ts";
import { type CityState, loadCityState, newOrganization } from "./city-state.ts";
import { actions } from "./policy.ts";

export type CreateCommunitiesInput = {
  /** Those of this division and below. */
  divisionId: number;
  /** Also villages (村); by default only urban communities (社区, 居委会). */
  villages: boolean;
  idempotencyKey?: string | null;
};

// What the official tree calls an urban community; everything else at that level is a village.
const URBAN = /社区|居委会|居民委员会|居民小组$/;

/**
 * Makes an organization of every community of the tree that has none yet. Run again it makes only what is missing.
 *
 * @returns also how many were made; 0 for a repeated key.
 */
export async function createCommunities(
  ctx: CommandContext,
  input: CreateCommunitiesInput,
): Promise<CommandResult & { created: number }> {
  let created = 0;
  const result = await runCommand(
    ctx,
    { name: "communities.create", input, timeoutMs: 60_000 },
    async (command) => {
      const cityId = cityOf(command);
      command.require(actions["communities.create"], { cityId });
      await lockRows(command.tx, "City", [cityId]);
      const within = await loadSeat(command, cityId, input.divisionId);
      const state = await loadCityState(command.tx, cityId, command.today);
      const made = planCommunitiesOf(
        command,
        state,
        { path: within.path, villages: input.villages },
        command.today,
      );
      await writeMany(command, { organizations: made.map(({ division: _, ...row }) => row) });
      created = made.length;
      command.audit({
        subjectIds: made.map(({ id }) => id),
        payload: { divisionId: within.id, villages: input.villages, created },
      });
      return { id: String(within.id) };
    },
  );
  return { ...result, created };
}

function planCommunitiesOf(
  command: Command,
  state: CityState,
  of: { path: string; villages: boolean },
  today: LocalDate,
) {
  const taken = new Set(
    state.organizations.filter(({ kind }) => kind === "COMMUNITY").map((one) => one.divisionId),
  );
  return state.places
    .filter(({ level, path }) => level === "COMMUNITY" && path.startsWith(of.path))
    .filter(({ id, name }) => !taken.has(id) && (of.villages || URBAN.test(name)))
    .map((place) =>
      newOrganization(
        {
          ...{ id: command.newId(), cityId: state.cityId, kind: "COMMUNITY" as const, name: place.name },
          ...{ divisionId: place.id, startedOn: toDbDate(today), createdAt: command.now },
        },
        place.path,
      ),
    );
}
