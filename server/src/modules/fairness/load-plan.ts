import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { periodOf } from "../cities/model.ts";
import type { Lines } from "./model.ts";
import { quarterOf, spanOf } from "./period.ts";
import { type Plan, type Proposal, planPairings } from "./planner.ts";
import { comparedPaths } from "./policy.ts";
import { readRated } from "./read.ts";
import { readUnits } from "./read-units.ts";

const { sql } = Prisma;

export const pairingScopes = ["DISTRICT", "CITY"] as const;
export type PairingScope = (typeof pairingScopes)[number];

/** What a plan is made with. */
export type PlanOptions = {
  maxPerUnit: number;
  /** Whether a unit may only be paired within its own district. */
  scope: PairingScope;
  keepExisting: boolean;
  /** Also a further unit for under-served communities that have one. */
  alsoUnderserved: boolean;
  /** Only these units; null: all that the actor sees. */
  unitIds: readonly string[] | null;
  /** Code of the period whose support is compared; null: the quarter that runs. */
  period: string | null;
};

/** A document assigns at most so many pairs at once. */
export const MOST_PROPOSALS = 500;
const MOST_PER_UNIT = 100;
const MOST_UNITS = 10_000;

export type NamedProposal = Proposal & { giverName: string; receiverName: string };
export type NamedRelease = {
  partnershipId: string;
  giverId: string;
  receiverId: string;
  giverName: string;
  receiverName: string;
};
export type NamedPlan = Omit<Plan, "proposals" | "releases"> & {
  proposals: NamedProposal[];
  releases: NamedRelease[];
};

function optionProblems({ maxPerUnit, period }: PlanOptions): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!(maxPerUnit >= 1 && maxPerUnit <= MOST_PER_UNIT))
    problems.push({
      path: ["maxPerUnit"],
      code: "OUT_OF_RANGE",
      params: { min: "1", max: String(MOST_PER_UNIT) },
    });
  if (period !== null && periodOf(period) === null)
    problems.push({ path: ["period"], code: "PERIOD_CODE_FORM" });
  return problems;
}

/**
 * Makes a plan for the territory of the actor's offices as it stands on the day. Three statements, nothing is written.
 *
 * @throws Rejection by field of the options.
 */
export async function makePlan(
  tx: Pick<Transaction, "$queryRaw">,
  actor: PersonActor,
  options: PlanOptions,
  day: { today: LocalDate; lines: Lines },
): Promise<NamedPlan> {
  const problems = optionProblems(options);
  if (problems.length > 0) throw Rejection.validation(problems);
  const { cityId } = actor;
  const paths = comparedPaths(actor);
  const period = (options.period === null ? null : periodOf(options.period)) ?? quarterOf(day.today);
  const communities = await readRated(tx, spanOf(cityId, period, day.today), { paths });
  const units = await readUnits(
    tx,
    { cityId, day: day.today, paths, sort: { by: "NAME", descending: false } },
    MOST_UNITS,
    null,
  );
  const pairs = await readPairs(tx, cityId, day.today, paths);
  const wanted = options.unitIds && new Set(options.unitIds);
  const cityIds = actor.cityPath.split("/").filter((id) => id !== "").length;
  const plan = planPairings({
    communities,
    units: units.rows.filter(({ id }) => wanted === null || wanted.has(id)),
    standing: pairs.filter(({ stands }) => stands),
    taken: pairs.filter(({ stands }) => !stands),
    options: {
      maxPerUnit: options.maxPerUnit,
      sameIds: options.scope === "CITY" ? cityIds : cityIds + 1,
      keepExisting: options.keepExisting,
      underRatio: options.alsoUnderserved ? day.lines.under : null,
    },
  });
  const names = new Map([...communities, ...units.rows].map(({ id, name }) => [id, name]));
  const named = <Pair extends { giverId: string; receiverId: string }>(pair: Pair) => ({
    ...pair,
    giverName: names.get(pair.giverId) ?? "",
    receiverName: names.get(pair.receiverId) ?? "",
  });
  const idOf = new Map(pairs.map((pair) => [`${pair.giverId} ${pair.receiverId}`, pair.id]));
  return {
    ...plan,
    proposals: plan.proposals.slice(0, MOST_PROPOSALS).map(named),
    releases: plan.releases.slice(0, MOST_PROPOSALS).map((pair) => ({
      ...named(pair),
      partnershipId: idOf.get(`${pair.giverId} ${pair.receiverId}`) ?? "",
    })),
  };
}

type PairRow = { id: string; giverId: string; receiverId: string; stands: boolean };

/** Pairings of the territory with communities that stand on the day, or that would overlap one that begins now. */
function readPairs(
  tx: Pick<Transaction, "$queryRaw">,
  cityId: string,
  day: LocalDate,
  paths: readonly string[] | null,
): Promise<PairRow[]> {
  const inside =
    paths === null
      ? sql`true`
      : paths.length === 0
        ? sql`false`
        : Prisma.join(
            paths.map((path) => sql`starts_with(rd.path, ${path}) or starts_with(gd.path, ${path})`),
            " or ",
          );
  return tx.$queryRaw<PairRow[]>(sql`
    select p.id, p."giverId", p."receiverId", (p.state <> 'PROPOSED' and p."startsOn" <= ${day}::date) as stands
    from "Partnership" p join "Organization" r on r.id = p."receiverId" and r.kind = 'COMMUNITY' join "Division" rd on rd.id = r."divisionId"
      join "Organization" g on g.id = p."giverId" join "Division" gd on gd.id = g."divisionId"
    where p."cityId" = ${cityId}::uuid and p.state <> 'DECLINED' and p."endsOn" >= ${day}::date and (${inside})
    order by p.id`);
}
