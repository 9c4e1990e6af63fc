import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlannerInput, planPairings } from "./planner.ts";

const path = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 4, max: 6 }))
  .map(([district, street]) => `/1/${district}/${district}${street}/`);

const inputs: fc.Arbitrary<PlannerInput> = fc
  .record({
    communities: fc.array(
      fc.record({ path, residents: fc.option(fc.nat(9000)), ratio: fc.option(fc.nat(3000)) }),
      { maxLength: 9 },
    ),
    units: fc.array(fc.record({ path: fc.oneof(path, fc.constant("/1/")), capabilities: fc.nat(2) }), {
      maxLength: 5,
    }),
    pairs: fc.array(fc.tuple(fc.nat(4), fc.nat(8), fc.boolean()), { maxLength: 12 }),
    maxPerUnit: fc.integer({ min: 1, max: 3 }),
    sameIds: fc.constantFrom(1, 2),
    keepExisting: fc.boolean(),
    underRatio: fc.constantFrom(null, 500),
  })
  .map(({ pairs, maxPerUnit, sameIds, keepExisting, underRatio, ...places }) => {
    const communities = places.communities.map((one, n) => ({ id: `c${n}`, ...one }));
    const units = places.units.map((one, n) => ({ id: `u${n}`, ...one }));
    const named = pairs
      .filter(([u, c]) => u < units.length && c < communities.length)
      .map(([u, c, stands]) => ({ giverId: `u${u}`, receiverId: `c${c}`, stands }));
    return {
      communities,
      units,
      standing: named.filter(({ stands }) => stands),
      taken: named.filter(({ stands }) => !stands),
      options: { maxPerUnit, sameIds, keepExisting, underRatio },
    };
  });

const keyOf = ({ giverId, receiverId }: { giverId: string; receiverId: string }) =>
  `${giverId} ${receiverId}`;

/** Pairs that may be proposed: not paired or offered, with enough ids in common. Written anew, as the measure. */
function possible({ communities, units, standing, taken, options }: PlannerInput): Set<string> {
  const closed = new Set([...standing, ...taken].map(keyOf));
  const ids = (text: string) => text.split("/").filter(Boolean);
  return new Set(
    units
      .flatMap((u) => communities.map((c) => ({ u, c })))
      .filter(({ u, c }) => {
        const shared = ids(u.path).findIndex((id, at) => id !== ids(c.path)[at]);
        return (shared === -1 ? ids(u.path).length : shared) >= options.sameIds;
      })
      .map(({ u, c }) => keyOf({ giverId: u.id, receiverId: c.id }))
      .filter((key) => !closed.has(key)),
  );
}

/** The most of these communities that units with so many free places can take: every choice is tried. */
function mostCovered(communities: readonly string[], free: Map<string, number>, pairs: Set<string>): number {
  const [first, ...rest] = communities;
  if (first === undefined) return 0;
  let most = mostCovered(rest, free, pairs);
  for (const [unit, places] of free) {
    if (places <= 0 || !pairs.has(`${unit} ${first}`)) continue;
    free.set(unit, places - 1);
    most = Math.max(most, 1 + mostCovered(rest, free, pairs));
    free.set(unit, places);
    if (most === communities.length) break;
  }
  return most;
}

test("a plan proposes only what may be, within every unit's limit, and leaves nobody alone who could be served", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { proposals, releases, before, after } = planPairings(input);
      const { maxPerUnit, keepExisting } = input.options;
      const pairs = possible(input);
      for (const proposal of proposals) expect(pairs).toContain(keyOf(proposal));
      expect(new Set(proposals.map(({ receiverId }) => receiverId)).size).toBe(proposals.length);
      if (keepExisting) expect(releases).toEqual([]);

      const gone = new Set(releases.map(keyOf));
      const kept = [...new Map(input.standing.map((pair) => [keyOf(pair), pair])).values()].filter(
        (pair) => !gone.has(keyOf(pair)),
      );
      const free = new Map<string, number>();
      for (const { id } of input.units) {
        const standing = kept.filter(({ giverId }) => giverId === id).length;
        const added = proposals.filter(({ giverId }) => giverId === id).length;
        if (added > 0) expect(standing + added).toBeLessThanOrEqual(maxPerUnit);
        if (!keepExisting) expect(standing).toBeLessThanOrEqual(maxPerUnit);
        free.set(id, maxPerUnit - standing);
      }
      const alone = input.communities.filter(({ id }) => !kept.some(({ receiverId }) => receiverId === id));
      const helped = proposals.filter(({ withoutUnit }) => withoutUnit);
      expect(helped.length).toBe(
        mostCovered(
          alone.map(({ id }) => id),
          free,
          pairs,
        ),
      );
      expect(after.communitiesWithoutUnit).toBe(alone.length - helped.length);
      expect(after.pairs).toBe(before.pairs - releases.length + proposals.length);
      expect(after.loads.reduce((sum, units) => sum + units, 0)).toBe(input.units.length);
    }),
    { numRuns: 150 },
  );
});

test("a plan does not depend on the order of what it is given", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const turned = {
        ...input,
        communities: [...input.communities].reverse(),
        units: [...input.units].reverse(),
        standing: [...input.standing].reverse(),
        taken: [...input.taken].reverse(),
      };
      expect(planPairings(turned)).toEqual(planPairings(input));
    }),
    { numRuns: 100 },
  );
});

test("the nearest unit is proposed, then the one that carries less, then the one that says what it can give", () => {
  const community = (id: string, ratio: number | null = null) => ({
    ...{ id, ratio },
    path: `/1/2/3/${id}/`,
    residents: 1000,
  });
  const unit = (id: string, path: string, capabilities = 0) => ({ id, path, capabilities });
  const plan = planPairings({
    communities: [community("a"), community("b", 300), community("c")],
    units: [unit("near", "/1/2/3/"), unit("city", "/1/"), unit("able", "/1/", 2)],
    standing: [],
    taken: [],
    options: { maxPerUnit: 2, sameIds: 1, keepExisting: true, underRatio: null },
  });
  expect(plan.proposals.map(({ receiverId, giverId }) => [receiverId, giverId])).toEqual([
    // The least served comes first.
    ["b", "near"],
    ["a", "able"],
    ["c", "near"],
  ]);
  expect(plan.proposals[2]).toMatchObject({ loadBefore: 1, loadAfter: 2, distance: 1, withoutUnit: true });
  expect(plan.before).toMatchObject({ communitiesWithoutUnit: 3, unitsWithoutCommunity: 3, loads: [3] });
  expect(plan.after).toMatchObject({ communitiesWithoutUnit: 0, unitsWithoutCommunity: 1, loads: [1, 1, 1] });
});

test("an earlier proposal makes room for a community that has nobody else", () => {
  const at = (id: string) => ({ id, path: "/1/2/", residents: null, ratio: null });
  const unit = (id: string) => ({ id, path: "/1/2/", capabilities: 0 });
  const { proposals } = planPairings({
    communities: [at("a"), at("b")],
    units: [unit("u"), unit("v")],
    standing: [],
    // To b was offered already what v has.
    taken: [{ giverId: "v", receiverId: "b" }],
    options: { maxPerUnit: 1, sameIds: 1, keepExisting: true, underRatio: null },
  });
  expect(proposals.map(({ receiverId, giverId }) => [receiverId, giverId])).toEqual([
    ["a", "v"],
    ["b", "u"],
  ]);
});
