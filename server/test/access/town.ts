import { localDate } from "../../src/kernel/clock.ts";
import { dispatchAll } from "../../src/modules/notifications/dispatch-outbox.ts";
import type { TestCity, TestPerson, World } from "../world.ts";
import type { ActorName } from "./actors.ts";
import { layRules, type Things, tellPair } from "./pair-story.ts";

/** Two cities; in the first two pairs in two districts, in the second one. */
export type Town = {
  world: World;
  city: TestCity;
  otherCity: TestCity;
  people: Record<Exclude<ActorName, "anonymous">, TestPerson>;
  /** Around the first pair, the second pair, and the pair of the other city. */
  first: Things;
  second: Things;
  elsewhere: Things;
  /** Where things belong: by id of an organization. */
  places: Map<string, Place>;
};

/** What an organization is in the town; `unit` and `community` are the sides of the first pair. */
export type Place =
  | "unit"
  | "community"
  | "unit2"
  | "community2"
  | "office"
  | "district"
  | "street"
  | "district2"
  | "elsewhere";

/** Builds both cities through the commands; about a hundred of them. */
export async function buildTown(world: World): Promise<Town> {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city("First");
  const otherCity = await world.city("Elsewhere");
  const district2 = await city.otherDistrict();
  const office = await city.office(city.root, "City office");
  const district = await city.office(city.district, "District office");
  const street = await city.office(city.street, "Street office");
  const lower = await city.office(district2, "Other district office");
  const otherOffice = await otherCity.office();
  const unit = await city.unit("Unit one");
  const community = await city.community("Community one");
  const unit2 = await city.unit("Unit two");
  const community2 = await city.community("Community two", district2);
  const unit3 = await otherCity.unit("Unit elsewhere");
  const community3 = await otherCity.community("Community elsewhere");

  const people: Town["people"] = {
    otherUnit: await city.person(unit2, "MANAGER"),
    otherCommunity: await city.person(community2, "MANAGER"),
    otherCityOffice: await otherCity.person(otherOffice, "MANAGER"),
    lowerOffice: await city.person(lower, "MANAGER"),
    auditor: await city.person(office, "AUDITOR"),
    unitLeader: await city.person(unit, "LEADER"),
    unitManager: await city.person(unit, "MANAGER"),
    unitLiaison: await city.person(unit, "LIAISON"),
    unitMember: await city.person(unit, "MEMBER"),
    communityManager: await city.person(community, "MANAGER"),
    communityLiaison: await city.person(community, "LIAISON"),
    communityGrid: await city.person(community, "GRID_MEMBER"),
    communityMember: await city.person(community, "MEMBER"),
    officeLeader: await city.person(office, "LEADER"),
    officeManager: await city.person(office, "MANAGER"),
    officeCoordinator: await city.person(office, "COORDINATOR"),
    districtManager: await city.person(district, "MANAGER"),
    districtCoordinator: await city.person(district, "COORDINATOR"),
    streetManager: await city.person(street, "MANAGER"),
    streetCoordinator: await city.person(street, "COORDINATOR"),
  };
  const staff = {
    manager: await city.person(office, "MANAGER"),
    coordinator: await city.person(office, "COORDINATOR"),
  };
  const otherStaff = {
    manager: await otherCity.person(otherOffice, "MANAGER"),
    coordinator: await otherCity.person(otherOffice, "COORDINATOR"),
  };
  const rules = await layRules(city, staff, people.officeManager);
  const first = await tellPair(city, unit, community, staff, rules);
  const second = await tellPair(city, unit2, community2, staff, rules);
  const elsewhere = await tellPair(
    otherCity,
    unit3,
    community3,
    otherStaff,
    await layRules(otherCity, otherStaff, people.otherCityOffice),
  );
  await dispatchAll(world);
  const notified = async (person: TestPerson) => {
    const [row] = await world.sql<{ id: string }>(`select id from "Notification" where "personId" = $1`, [
      person.actor.personId,
    ]);
    if (!row) throw new Error("nobody was notified");
    return `Notification:${row.id}`;
  };
  first["Notification"] = await notified(people.unitLiaison);
  second["Notification"] = await notified(people.otherUnit);
  return {
    world,
    city,
    otherCity,
    people,
    first,
    second,
    elsewhere,
    places: new Map<string, Place>([
      [unit.id, "unit"],
      [community.id, "community"],
      [unit2.id, "unit2"],
      [community2.id, "community2"],
      [office.id, "office"],
      [district.id, "district"],
      [street.id, "street"],
      [lower.id, "district2"],
      [otherOffice.id, "elsewhere"],
      [unit3.id, "elsewhere"],
      [community3.id, "elsewhere"],
    ]),
  };
}
