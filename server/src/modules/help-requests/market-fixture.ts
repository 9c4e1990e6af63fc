import { expect } from "vitest";
import type { TestCity, TestPerson, World } from "../../../test/world.ts";

/** What the stories of the market share. */

/** One paired unit, two that are not. */
export async function market(world: World, name: string) {
  const city = await world.city(name);
  const community = await city.community();
  const [paired, stranger, third] = [await city.unit(), await city.unit(), await city.unit()];
  await city.partnership(paired, community);
  return {
    city,
    community,
    units: { paired, stranger, third },
    worker: await city.person(community, "LIAISON"),
    boss: await city.person(community, "MANAGER"),
    pairedLiaison: await city.person(paired, "LIAISON"),
    strangerLiaison: await city.person(stranger, "LIAISON"),
    thirdManager: await city.person(third, "MANAGER"),
    office: await city.person(await city.office(), "MANAGER"),
  };
}

export const visits = (city: TestCity, community: { id: string }, quantity: string, more: object = {}) => ({
  receiverId: `Organization:${community.id}`,
  title: "Someone to look after lonely people",
  body: "",
  privateDetails: "Building 3, door 101",
  urgency: "NORMAL",
  needs: [{ kindId: `Kind:${city.kinds.VISIT}`, quantity, description: "a visit" }],
  open: true,
  ...more,
});

const SEEN = `query ($id: ID!) { node(id: $id) { ... on HelpRequest {
  id state privateDetails hallSince offeredUntil keptReason saidUnsolved reopenedCount asker { name contact }
  questions { answer words awaitedUntil }
  needs { id quantity claimed sent accepted used jointClaims { id lead { id } parts { id state giver { id } quantity } }
    claims { id state quantity sent delivered expectedOn leadsJointly giver { id } obligation { id dueOn } } }
} } }`;
type Claim = { id: string; state: string; obligation: { id: string } | null; giver: { id: string } };
type Seen = {
  state: string;
  hallSince: string | null;
  offeredUntil: string | null;
  needs: { id: string; claims: Claim[]; jointClaims: { parts: { id: string; giver: { id: string } }[] }[] }[];
} | null;

export async function see(person: TestPerson, id: unknown): Promise<Seen> {
  const { data, errors } = await person.ask(SEEN, { id });
  expect(errors).toEqual([]);
  return data?.["node"] as Seen;
}

const HALL = `query ($first: Int!, $after: String, $filter: HallFilter) { hall(first: $first, after: $after, filter: $filter) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { reasons { code what count } request { id title receiver { name } needs { id quantity claimed kind { code } } } } }
} }`;
export type Hall = {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { reasons: { code: string }[]; request: { id: string } } }[];
};

export async function hallOf(person: TestPerson, more: object = {}): Promise<Hall> {
  const { data, errors } = await person.ask(HALL, { first: 50, ...more });
  expect(errors).toEqual([]);
  return (data as { hall: Hall }).hall;
}

export const claim = (
  person: TestPerson,
  needId: unknown,
  unit: { id: string },
  quantity: string,
  promisedOn?: string,
) =>
  person.act("claimNeed", {
    needId,
    giverId: `Organization:${unit.id}`,
    quantity,
    promisedOn: promisedOn ?? "2026-12-20",
  });
