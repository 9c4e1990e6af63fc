import { expect } from "vitest";
import { on, type Pair } from "../../../test/pair.ts";
import type { TestPerson } from "../../../test/world.ts";

/** What the stories of money read of a pledge. */
export const PLEDGE = on(
  "Pledge",
  `version state allowed lines { id available words { pledged promised sent received spent returned waived cancelled }
    instalments { id instalment quantity claimed dueOn closure answers { id } } }`,
);

type Instalment = {
  id: string;
  quantity: string;
  claimed: string;
  dueOn: string;
  closure: string | null;
  answers: { id: string } | null;
};
/** A pledge as `PLEDGE` reads it. */
export type Pledge = {
  __typename: string;
  id: string;
  version: number;
  state: string;
  allowed: string[];
  lines: { id: string; available: string; words: Record<string, string>; instalments: Instalment[] }[];
};

const MONEY = [
  { quantity: "1000", dueOn: "2026-03-31" },
  { quantity: "3000", dueOn: "2026-09-30" },
];

/** A pledge of money by the pair's liaison, or its refusal. */
export async function pledge(pair: Pair, instalments: object[] = MONEY, line: object = {}): Promise<Pledge> {
  const made = await pair.liaison.act(
    "makePledge",
    {
      partnershipId: pair.partnershipId,
      purpose: "Work money",
      lines: [{ kindId: pair.kindId("FUNDS"), instalments, ...line }],
    },
    PLEDGE,
  );
  return made as unknown as Pledge;
}

/** A pledge as a person sees it. */
export async function read(person: TestPerson, id: string): Promise<Pledge> {
  const { data, errors } = await person.ask(`query ($id: ID!) { node(id: $id) { ${PLEDGE} } }`, { id });
  expect(errors).toEqual([]);
  return (data as { node: Pledge }).node;
}

/** The first line of a pledge. */
export function firstLine(of: Pledge) {
  const [line] = of.lines;
  if (!line) throw new Error(`no line in ${JSON.stringify(of)}`);
  return line;
}

/** Money of a pledge line sent and confirmed. */
export async function arrive(pair: Pair, quantity: string): Promise<void> {
  const sent = await pair.liaison.act("logDelivery", {
    partnershipId: pair.partnershipId,
    kindId: pair.kindId("FUNDS"),
    quantity,
    occurredOn: "2026-03-01",
  });
  expect(await pair.worker.act("acceptDelivery", { deliveryId: sent["id"] })).toMatchObject({
    __typename: "Delivery",
  });
}
