import { describe, expect, it } from "vitest";
import { addDays, dateOf, localDate } from "../../server/src/kernel/clock.ts";
import { planCity } from "./city-plan.ts";

const anchors = ["2026-11-21", "2026-01-03", "2026-10-02", "2027-02-28", "2024-02-29"].map(localDate);

describe("the plan of the demo city", () => {
  it("is the same for the same seed and day, and another for another", () => {
    const at = { seed: "one", anchor: localDate("2026-11-21") };
    expect(planCity(at)).toEqual(planCity(at));
    expect(planCity({ ...at, seed: "two" }).people).not.toEqual(planCity(at).people);
    expect(planCity({ ...at, anchor: localDate("2026-11-20") }).acts).not.toEqual(planCity(at).acts);
  });

  it("is a whole prefecture", () => {
    const plan = planCity({ seed: "gongjian", anchor: localDate("2026-11-21") });
    const names = (level: string) =>
      plan.divisions.filter((one) => one.level === level).map(({ name }) => name);
    expect(names("COUNTY").filter((name) => name.endsWith("区"))).toHaveLength(3);
    expect(names("COUNTY").filter((name) => name.endsWith("县"))).toHaveLength(9);
    expect(plan.organizations.filter(({ kind }) => kind === "COMMUNITY").length).toBeGreaterThanOrEqual(40);
    expect(plan.organizations.filter(({ kind }) => kind === "PARTNER_UNIT").length).toBeGreaterThanOrEqual(
      60,
    );
    expect(plan.people.length).toBeGreaterThanOrEqual(400);
  });

  it("gives every place, organization and person a name of its own", () => {
    const plan = planCity({ seed: "gongjian", anchor: localDate("2026-11-21") });
    for (const names of [plan.divisions, plan.organizations, plan.people].map((list) =>
      list.map(({ name }) => name),
    )) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each(anchors)(
    "tells the six quarters before %s and nothing of that day, one act at a time",
    (anchor) => {
      const { acts, firstDay, openedOn } = planCity({ seed: "gongjian", anchor });
      const days = acts.map(({ at }) => dateOf(new Date(at)));
      expect(firstDay <= addDays(anchor, -540)).toBe(true);
      expect((days[0] ?? "") > openedOn).toBe(true);
      expect(days.at(-1)).toBe(days.findLast((day) => day < anchor));
      expect(acts.every(({ at }, i) => i === 0 || at > (acts[i - 1]?.at ?? 0))).toBe(true);
    },
  );
});
