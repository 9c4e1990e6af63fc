import type { MembershipRole } from "@gongjian/prisma/client";
import { personNames, phoneNumber } from "./names.ts";
import { cityName, places, westernLake } from "./places.ts";
import type { Key, PlannedDivision, PlannedOrganization, PlannedPerson } from "./plan.ts";
import type { Random } from "./random.ts";
import { type Diligence, postalBureau, units } from "./units.ts";

/** Who there is, before anybody does anything. */
export type Society = {
  divisions: PlannedDivision[];
  organizations: PlannedOrganization[];
  people: PlannedPerson[];
  /** Of the story. */
  postal: Key;
  lakeside: Key;
};

/** How large the city is. A small one has every kind of thing, few of each. */
export type Size = "whole" | "small";

/** The tree, the organizations in it and their people. */
export function society(random: Random, size: Size): Society {
  const chosen =
    size === "whole"
      ? places
      : places.slice(0, 2).map((place) => ({ ...place, streets: place.streets.slice(0, 1) }));
  const divisions: PlannedDivision[] = [{ key: "city", parent: null, level: "CITY", name: cityName }];
  const organizations: PlannedOrganization[] = [
    office("office:city", `${cityName}文明创建办公室`, "市创建办", "city", []),
  ];
  const mood = random.fork("diligence");
  let lakeside = "";
  chosen.forEach((place, p) => {
    const county = `county:${p}`;
    divisions.push({ key: county, parent: "city", level: "COUNTY", name: place.name });
    const officeKey = `office:${p}`;
    organizations.push(
      office(officeKey, `${place.name}文明创建办公室`, `${place.name}创建办`, county, ["office:city"]),
    );
    place.streets.forEach((street, s) => {
      const streetKey = `street:${p}.${s}`;
      divisions.push({ key: streetKey, parent: county, level: "STREET", name: street.name });
      street.communities.forEach((name, c) => {
        const key = `community:${p}.${s}.${c}`;
        if (name === westernLake) lakeside = key;
        divisions.push({ key: `place:${p}.${s}.${c}`, parent: streetKey, level: "COMMUNITY", name });
        organizations.push({
          key,
          kind: "COMMUNITY",
          name,
          shortName: name,
          division: `place:${p}.${s}.${c}`,
          residents: mood.int(12, 118) * 100 + mood.int(0, 99),
          address: `${place.name}${street.name}${name}服务中心`,
          offices: [officeKey, "office:city"],
          diligence: name === westernLake ? "GOOD" : diligenceOf(mood.next(), 0.6, 0.9),
        });
      });
    });
  });
  const chosenUnits = [postalBureau, ...(size === "whole" ? units : units.filter((_, i) => i % 13 === 0))];
  chosenUnits.forEach((unit, u) => {
    const draw = mood.next();
    organizations.push({
      key: `unit:${u}`,
      kind: "PARTNER_UNIT",
      name: `${cityName}${unit.name}`,
      shortName: unit.short,
      division: "city",
      unitClass: unit.unitClass,
      offices: ["office:city"],
      diligence: u === 0 ? "TERRIBLE" : diligenceOf(draw, 0.48, 0.84),
    });
  });
  return { divisions, organizations, people: peopleOf(random, organizations), postal: "unit:0", lakeside };
}

function diligenceOf(draw: number, good: number, ordinary: number): Diligence {
  return draw < good ? "GOOD" : draw < ordinary ? "ORDINARY" : "SLOW";
}

function office(
  key: Key,
  name: string,
  shortName: string,
  division: Key,
  offices: Key[],
): PlannedOrganization {
  return { key, kind: "OFFICE", name, shortName, division, offices, diligence: "GOOD" };
}

type Seat = [suffix: string, role: MembershipRole, title: string];

const CITY_OFFICE: Seat[] = [
  ["manager", "MANAGER", "办公室主任"],
  ["leader", "LEADER", "分管领导"],
  ["coordinator", "COORDINATOR", "共建协调科科长"],
  ["coordinator2", "COORDINATOR", "共建协调科科员"],
  ["auditor", "AUDITOR", "督查科科长"],
];
const COUNTY_OFFICE: Seat[] = [
  ["manager", "MANAGER", "主任"],
  ["coordinator", "COORDINATOR", "干事"],
];
const COMMUNITY: Seat[] = [
  ["manager", "MANAGER", "社区党委书记"],
  ["liaison", "LIAISON", "社区工作者"],
  ["grid1", "GRID_MEMBER", "网格员"],
  ["grid2", "GRID_MEMBER", "网格员"],
  ["member", "MEMBER", "社区工作者"],
];
const UNIT: Seat[] = [
  ["leader", "LEADER", "主要负责人"],
  ["manager", "MANAGER", "办公室主任"],
  ["liaison", "LIAISON", "共建联络员"],
  ["member", "MEMBER", "志愿服务队队长"],
];

function seatsOf(organization: PlannedOrganization, random: Random): Seat[] {
  if (organization.key === "office:city") return CITY_OFFICE;
  if (organization.kind === "OFFICE") return COUNTY_OFFICE;
  const all = organization.kind === "COMMUNITY" ? COMMUNITY : UNIT;
  const most = organization.kind === "COMMUNITY" ? random.int(3, 5) : random.int(3, 4);
  return all.slice(0, most);
}

function peopleOf(random: Random, organizations: readonly PlannedOrganization[]): PlannedPerson[] {
  const name = personNames(random.fork("names"));
  const seats = random.fork("seats");
  const people: PlannedPerson[] = [];
  for (const organization of organizations) {
    for (const [suffix, role, title] of seatsOf(organization, seats)) {
      people.push({
        key: `${organization.key}.${suffix}`,
        name: name(),
        phone: phoneNumber(people.length),
        organization: organization.key,
        role,
        title,
      });
    }
  }
  return people;
}
