import type { TestCity, World } from "./world.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Two commands of a city that cross: the first has done everything but its audit entry when the second begins. Holds the head of the
 * chain, at which every command ends, until both have gone as far as they can.
 */
export async function cross<First, Second>(
  world: World,
  city: TestCity,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  await world.sql("begin");
  const held = await world.sql(`select from "AuditHead" where chain = $1 for update`, [city.id]);
  if (held.length === 0) throw new Error("the city has no chain yet: let a command run before");
  const one = first();
  await sleep(400);
  const two = second();
  await sleep(400);
  await world.sql("commit");
  return Promise.all([one, two]);
}
