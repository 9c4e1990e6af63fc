/**
 * Proposes pairings that even out what units carry. Pure, and the same whatever the order of its input (docs/adr/0036).
 *
 * Communities take their turn by need: those without a unit first, the least served first. Each takes the free unit that costs least:
 * steps in the tree of divisions, what the unit carries already, and whether it has said what it can give. Where every unit that is
 * possible is full, earlier proposals make room when they can, so that no community stays without a unit while a place can be found.
 */

export type PlannerCommunity = {
  id: string;
  /** Ids from the root of the tree, `/1/23/456/`. */
  path: string;
  residents: number | null;
  /** Thousandths of the city's median; null where unknown. */
  ratio: number | null;
};

export type PlannerUnit = {
  id: string;
  path: string;
  /** How many things it says it can give. */
  capabilities: number;
};

export type PlannerPair = { giverId: string; receiverId: string };

export type PlannerOptions = {
  /** Communities that one unit carries at most. */
  maxPerUnit: number;
  /** How many leading ids of both paths must be the same: those of the city, one more for the same district. */
  sameIds: number;
  /** Leave every pairing that stands; otherwise units beyond the limit may be relieved. */
  keepExisting: boolean;
  /** Also a further unit for communities below this ratio; null: only for those without any. */
  underRatio: number | null;
};

export type PlannerInput = {
  communities: readonly PlannerCommunity[];
  units: readonly PlannerUnit[];
  /** Pairings that stand today. */
  standing: readonly PlannerPair[];
  /** Pairings that would overlap: offered, or beginning later. */
  taken: readonly PlannerPair[];
  options: PlannerOptions;
};

export type Proposal = PlannerPair & {
  /** Steps between the two in the tree of divisions. */
  distance: number;
  /** What the unit carries before and after this proposal, in the order of proposals. */
  loadBefore: number;
  loadAfter: number;
  capabilities: number;
  ratio: number | null;
  residents: number | null;
  /** The community has no unit at all. */
  withoutUnit: boolean;
};

/** How pairings lie over the territory. */
export type Effect = {
  pairs: number;
  communitiesWithoutUnit: number;
  unitsWithoutCommunity: number;
  /** Communities of the unit that carries least, of the middle one, and of the one that carries most. */
  least: number;
  middle: number;
  most: number;
  /** Thousandths of a step, over all pairs; null without any. */
  distance: number | null;
  /** How many units carry 0, 1, 2, … communities. */
  loads: number[];
};

export type Plan = {
  proposals: Proposal[];
  /** Pairings that should end because their unit carries more than the limit. */
  releases: PlannerPair[];
  before: Effect;
  after: Effect;
};

const STEP_COSTS = 2;
const LOAD_COSTS = 3;
const OFFER_SAVES = 2;

/** Ids from the root of the tree. */
type Place = readonly string[];
const placeOf = (path: string): Place => path.split("/").filter((id) => id !== "");

function sharedIds(a: Place, b: Place): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}

/** Steps from one place up to the division that holds both and down to the other. */
function stepsBetween(a: Place, b: Place): number {
  return a.length + b.length - 2 * sharedIds(a, b);
}

const keyOf = ({ giverId, receiverId }: PlannerPair) => `${giverId} ${receiverId}`;
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Least served first; what is unknown last; of equals the one with more residents. */
function byNeed(a: PlannerCommunity, b: PlannerCommunity): number {
  const ratio = (a.ratio ?? Number.MAX_SAFE_INTEGER) - (b.ratio ?? Number.MAX_SAFE_INTEGER);
  return ratio || (b.residents ?? 0) - (a.residents ?? 0) || byId(a, b);
}

/** One run of the planner: who carries what, and what has been proposed. */
class Planning {
  readonly units: PlannerUnit[];
  readonly places = new Map<string, Place>();
  /** Pairings that stand and stay. */
  readonly standing = new Map<string, PlannerPair>();
  readonly closed: Set<string>;
  readonly load = new Map<string, number>();
  /** Proposed, by community: a community gets at most one. */
  readonly chosen = new Map<string, string>();
  readonly options: PlannerOptions;

  constructor({ communities, units, standing, taken, options }: PlannerInput) {
    this.options = options;
    this.units = [...units].sort(byId);
    for (const one of [...communities, ...units]) this.places.set(one.id, placeOf(one.path));
    for (const pair of standing) {
      const isNew = !this.standing.has(keyOf(pair));
      this.standing.set(keyOf(pair), pair);
      if (isNew) this.load.set(pair.giverId, this.loadOf(pair.giverId) + 1);
    }
    this.closed = new Set([...standing, ...taken].map(keyOf));
  }

  loadOf(unitId: string): number {
    return this.load.get(unitId) ?? 0;
  }

  distance(unitId: string, communityId: string): number {
    return stepsBetween(this.placeAt(unitId), this.placeAt(communityId));
  }

  placeAt(id: string): Place {
    return this.places.get(id) ?? [];
  }

  /** Whether the two may be paired: not paired or offered already, and near enough. */
  isPossible(unitId: string, communityId: string): boolean {
    if (this.closed.has(keyOf({ giverId: unitId, receiverId: communityId }))) return false;
    return sharedIds(this.placeAt(unitId), this.placeAt(communityId)) >= this.options.sameIds;
  }

  /** The units that may take the community, the cheapest first. */
  candidates(communityId: string): string[] {
    return this.units
      .filter(({ id }) => this.isPossible(id, communityId))
      .map(({ id, capabilities }) => ({
        id,
        cost:
          this.distance(id, communityId) * STEP_COSTS +
          this.loadOf(id) * LOAD_COSTS -
          (capabilities > 0 ? OFFER_SAVES : 0),
      }))
      .sort((a, b) => a.cost - b.cost || byId(a, b))
      .map(({ id }) => id);
  }

  isFree(unitId: string): boolean {
    return this.loadOf(unitId) < this.options.maxPerUnit;
  }

  choose(unitId: string, communityId: string): void {
    const before = this.chosen.get(communityId);
    if (before !== undefined) this.load.set(before, this.loadOf(before) - 1);
    this.chosen.set(communityId, unitId);
    this.load.set(unitId, this.loadOf(unitId) + 1);
  }

  /** Finds a place for the community; `makeRoom`: earlier proposals may move for it. */
  place(communityId: string, makeRoom: boolean, asked = new Set<string>()): boolean {
    const candidates = this.candidates(communityId);
    const free = candidates.find((unitId) => this.isFree(unitId));
    if (free !== undefined) {
      this.choose(free, communityId);
      return true;
    }
    if (!makeRoom) return false;
    for (const unitId of candidates) {
      if (asked.has(unitId)) continue;
      asked.add(unitId);
      for (const [otherId, at] of [...this.chosen]) {
        if (at !== unitId || otherId === communityId) continue;
        if (this.place(otherId, true, asked)) {
          this.choose(unitId, communityId);
          return true;
        }
      }
    }
    return false;
  }

  /** Pairings beyond a unit's limit, the farthest first. */
  release(): PlannerPair[] {
    const released: PlannerPair[] = [];
    for (const { id } of this.units) {
      const own = [...this.standing.values()]
        .filter(({ giverId, receiverId }) => giverId === id && this.places.has(receiverId))
        .sort(
          (a, b) =>
            this.distance(id, b.receiverId) - this.distance(id, a.receiverId) ||
            (a.receiverId < b.receiverId ? -1 : 1),
        );
      for (const pair of own.slice(0, Math.max(0, this.loadOf(id) - this.options.maxPerUnit))) {
        released.push(pair);
        this.standing.delete(keyOf(pair));
        this.load.set(id, this.loadOf(id) - 1);
      }
    }
    return released;
  }
}

/** Proposes pairings. Never one that stands or overlaps, never more than a unit's limit, at most one for each community. */
export function planPairings(input: PlannerInput): Plan {
  const { communities, options } = input;
  const planning = new Planning(input);
  const before = effectOf(planning, communities);
  const releases = options.keepExisting ? [] : planning.release();

  const covered = new Set([...planning.standing.values()].map(({ receiverId }) => receiverId));
  const inNeed = [...communities].sort(byNeed);
  const uncovered = inNeed.filter(({ id }) => !covered.has(id));
  for (const { id } of uncovered) planning.place(id, true);
  const { underRatio } = options;
  if (underRatio !== null)
    for (const { id, ratio } of inNeed)
      if (covered.has(id) && ratio !== null && ratio < underRatio) planning.place(id, false);

  const loads = new Map(
    planning.units.map(({ id }) => [
      id,
      planning.loadOf(id) - [...planning.chosen.values()].filter((at) => at === id).length,
    ]),
  );
  const offers = new Map(planning.units.map(({ id, capabilities }) => [id, capabilities]));
  const proposals = inNeed.flatMap(({ id, ratio, residents }) => {
    const giverId = planning.chosen.get(id);
    if (giverId === undefined) return [];
    const loadBefore = loads.get(giverId) ?? 0;
    loads.set(giverId, loadBefore + 1);
    return {
      ...{ giverId, receiverId: id, ratio, residents },
      distance: planning.distance(giverId, id),
      loadBefore,
      loadAfter: loadBefore + 1,
      capabilities: offers.get(giverId) ?? 0,
      withoutUnit: !covered.has(id),
    };
  });
  const after = effectOf(planning, communities);
  return { proposals, releases, before, after };
}

function effectOf(planning: Planning, communities: readonly PlannerCommunity[]): Effect {
  const pairs = [
    ...planning.standing.values(),
    ...[...planning.chosen].map(([receiverId, giverId]) => ({ giverId, receiverId })),
  ];
  const covered = new Set(pairs.map(({ receiverId }) => receiverId));
  const carried = planning.units.map(({ id }) => planning.loadOf(id)).sort((a, b) => a - b);
  const loads: number[] = [];
  for (const load of carried) {
    while (loads.length <= load) loads.push(0);
    loads[load] = (loads[load] ?? 0) + 1;
  }
  const inTree = pairs.filter(
    ({ giverId, receiverId }) => planning.places.has(giverId) && planning.places.has(receiverId),
  );
  const steps = inTree.reduce((sum, pair) => sum + planning.distance(pair.giverId, pair.receiverId), 0);
  return {
    pairs: pairs.length,
    communitiesWithoutUnit: communities.filter(({ id }) => !covered.has(id)).length,
    unitsWithoutCommunity: carried.filter((load) => load === 0).length,
    least: carried[0] ?? 0,
    middle: carried[(carried.length - 1) >> 1] ?? 0,
    most: carried.at(-1) ?? 0,
    distance: inTree.length === 0 ? null : Math.round((steps * 1000) / inTree.length),
    loads,
  };
}
