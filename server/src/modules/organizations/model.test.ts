import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type LocalDate, localDate } from "../../kernel/clock.ts";
import {
  checkMembership,
  checkOrganization,
  checkPerson,
  cleanCode,
  endWithOrganization,
  isCreditCode,
  isOpenFrom,
  isOpenOn,
  leavesNoManager,
  type OrganizationFields,
  personName,
  planHandover,
} from "./model.ts";

const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(localDate("2026-01-01"), n));
const term = fc
  .tuple(day, fc.option(fc.integer({ min: -1, max: 200 }), { nil: null }))
  .map(([startsOn, length]) => ({ startsOn, endsOn: length === null ? null : addDays(startsOn, length) }));

test("a credit code is held by its check character, full-width letters included", () => {
  expect(isCreditCode("91350100M000100Y43")).toBe(true);
  expect(isCreditCode("91350100M000100Y44")).toBe(false);
  expect(isCreditCode("91350100M000100Y4")).toBe(false);
  expect(isCreditCode("91350100I000100Y43")).toBe(false);
  expect(cleanCode("９１３５０１００m000100y43 ")).toBe("91350100M000100Y43");
});

test("one wrong character never passes for another code", () => {
  const characters = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
  const right = [..."91350100M000100Y43"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom(...characters), (position, character) => {
      fc.pre(right[position] !== character);
      expect(isCreditCode(right.with(position, character).join(""))).toBe(false);
    }),
  );
});

test("an organization is checked field by field", () => {
  const fields: OrganizationFields = {
    kind: "COMMUNITY",
    name: "湖滨社区",
    shortName: null,
    creditCode: null,
    unitClass: null,
    residents: 8_200,
    address: null,
    phone: "0739-5551234",
  };
  expect(checkOrganization(fields, "COMMUNITY")).toEqual([]);
  const wrong = {
    ...fields,
    name: null,
    creditCode: "1",
    residents: -1,
    phone: "call me",
    unitClass: "类".repeat(41),
  };
  expect(checkOrganization(wrong, "STREET").map(({ path, code }) => `${path}:${code}`)).toEqual([
    "divisionId:LEVEL_NOT_FOR_KIND",
    "name:REQUIRED",
    "unitClass:TOO_LONG",
    "phone:PHONE_WRONG",
    "creditCode:CREDIT_CODE_WRONG",
    "residents:OUT_OF_RANGE",
  ]);
  expect(checkPerson({ name: null, phone: "1" }).map(({ code }) => code)).toEqual([
    "REQUIRED",
    "PHONE_WRONG",
  ]);
});

test("a role belongs to its kind of organization", () => {
  const at = { title: null, startsOn: localDate("2026-03-01"), organizationEndedOn: null };
  expect(checkMembership({ ...at, kind: "COMMUNITY", role: "GRID_MEMBER" })).toEqual([]);
  expect(checkMembership({ ...at, kind: "OFFICE", role: "LIAISON" })).toMatchObject([
    { code: "ROLE_NOT_FOR_KIND" },
  ]);
  expect(
    checkMembership({ ...at, kind: "OFFICE", role: "MANAGER", organizationEndedOn: localDate("2026-02-01") }),
  ).toMatchObject([{ code: "ORGANIZATION_ENDED" }]);
});

test("an erased person keeps a code", () => {
  const id = "0190a000-0000-7000-8000-00000000000a";
  expect(personName({ id, name: "某人", erasedAt: null })).toBe("某人");
  expect(personName({ id, name: "", erasedAt: new Date(0) })).toBe("已注销人员 #00000a");
});

test("after a handover every day has the liaison it should have", () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 5 }), day, day, (terms, from, asked) => {
      const assignments = terms.map((each, index) => ({ ...each, id: String(index) }));
      const handed = new Map(planHandover(assignments, from).map((each) => [each.id, each]));
      for (const assignment of assignments) {
        const plan = handed.get(assignment.id);
        const before = isOpenOn(assignment, asked);
        const own = isOpenOn(plan ? { ...assignment, endsOn: plan.endsOn } : assignment, asked);
        const taken = plan ? isOpenOn(plan.successor, asked) : false;
        expect(own || taken).toBe(before);
        if (before) expect(taken).toBe(asked >= from);
        expect(plan !== undefined).toBe(isOpenFrom(assignment, from));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a membership ends with its organization, never later than it would have", () => {
  fc.assert(
    fc.property(term, day, (membership, last) => {
      const endsOn: LocalDate = endWithOrganization(membership, last);
      expect(endsOn >= addDays(membership.startsOn, -1)).toBe(true);
      if (membership.startsOn <= last) expect(endsOn <= last).toBe(true);
    }),
  );
});

test("the city's office keeps a manager", () => {
  const managers = [
    { id: "a", startsOn: localDate("2026-01-01"), endsOn: null },
    { id: "b", startsOn: localDate("2026-01-01"), endsOn: localDate("2026-06-30") },
  ];
  const ending = (ids: string[], endsOn: string) => ({ ids: new Set(ids), endsOn: localDate(endsOn) });
  expect(leavesNoManager(managers, ending(["a"], "2026-03-31"))).toBe(false);
  expect(leavesNoManager(managers, ending(["a"], "2026-06-30"))).toBe(true);
  expect(leavesNoManager(managers, ending(["a", "b"], "2026-03-31"))).toBe(true);
  expect(leavesNoManager(managers, ending(["c"], "2026-12-31"))).toBe(false);
});
