import type { Actor } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { visibleTo as organizationsVisibleTo } from "../organizations/policy.ts";
import { organizationSubject, type PlacedOrganization } from "../organizations/public.ts";
import { MOST_LINES, type PopulationLine, type PopulationOutcome, residentsProblem } from "./model.ts";
import { actions } from "./policy.ts";

type Reader = Pick<Transaction, "organization" | "divisionLabel" | "population">;

/** What becomes of each line, and the communities that lines name. */
export type PopulationPlan = { outcomes: PopulationOutcome[]; communities: Map<string, PlacedOrganization> };

/**
 * Finds the community of each line: by the official code of its division, its credit code, or its whole name; never by a guess. Reads the
 * same few statements for one line and for thousands.
 *
 * @throws Rejection REQUIRED, TOO_MANY at `lines`.
 */
export async function planPopulations(
  reader: Reader,
  actor: Actor & { cityId: string },
  lines: readonly PopulationLine[],
  validFrom: LocalDate,
): Promise<PopulationPlan> {
  if (lines.length === 0) throw Rejection.validation([{ path: ["lines"], code: "REQUIRED" }]);
  if (lines.length > MOST_LINES)
    throw Rejection.validation([{ path: ["lines"], code: "TOO_MANY", params: { max: String(MOST_LINES) } }]);
  const found = await reader.organization.findMany({
    where: {
      cityId: actor.cityId,
      kind: "COMMUNITY",
      endedOn: null,
      ...(actor.kind === "PERSON" ? { AND: [organizationsVisibleTo(actor)] } : {}),
    },
    include: { division: { select: { path: true } } },
  });
  const byName = new Map<string, PlacedOrganization[]>();
  const call = (name: string | null | undefined, community: PlacedOrganization) => {
    if (!name) return;
    const known = byName.get(name);
    if (!known) byName.set(name, [community]);
    else if (!known.includes(community)) known.push(community);
  };
  const labels = await reader.divisionLabel.findMany({
    where: { divisionId: { in: found.map(({ divisionId }) => divisionId) }, validTo: null },
    select: { divisionId: true, code: true },
  });
  const codes = new Map(labels.map(({ divisionId, code }) => [divisionId, code]));
  for (const community of found) {
    call(codes.get(community.divisionId), community);
    call(community.creditCode, community);
    call(community.name, community);
    call(community.shortName, community);
  }
  const before = await standingOn(
    reader,
    found.map(({ id }) => id),
    validFrom,
  );
  const seen = new Set<string>();
  const outcomes = lines.map((line): PopulationOutcome => {
    const code = line.code.normalize("NFC").trim();
    const named = byName.get(code) ?? [];
    const [community] = named;
    const at = named.length === 1 && community ? community : null;
    const outcome = (): PopulationOutcome["outcome"] => {
      if (named.length > 1) return "NAME_TWICE";
      if (!at) return "NOT_FOUND";
      if (seen.has(at.id)) return "LINE_TWICE";
      if (residentsProblem(line.residents)) return "OUT_OF_RANGE";
      if (!can(actor, actions["population.set"], organizationSubject(at))) return "NOT_ALLOWED";
      return before.get(at.id) === line.residents ? "UNCHANGED" : "SET";
    };
    const what = outcome();
    if (at) seen.add(at.id);
    return {
      code,
      residents: line.residents,
      outcome: what,
      communityId: at?.id ?? null,
      communityName: at?.name ?? null,
      before: at ? (before.get(at.id) ?? null) : null,
    };
  });
  return { outcomes, communities: new Map(found.map((community) => [community.id, community])) };
}

/** The number that an office has said for a day; what a community said of itself is replaced. */
async function standingOn(
  reader: Reader,
  communityIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, number>> {
  const rows = await reader.population.findMany({
    where: {
      organizationId: { in: [...communityIds] },
      saidBy: "OFFICE",
      validFrom: { lte: toDbDate(day) },
    },
    orderBy: [{ validFrom: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
    select: { organizationId: true, residents: true },
  });
  // The last one wins.
  return new Map(rows.map((row) => [row.organizationId, row.residents]));
}
