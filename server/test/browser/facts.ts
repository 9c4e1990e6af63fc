import { randomUUID } from "node:crypto";
import type { Visitor } from "./visitor.ts";

type Pair = { id: string; state: string; receiver: { name: string } };

/** The partnership of the demo city's story: its unit's liaison and its community's worker are both demo accounts. */
export async function theirPartnership(liaison: Visitor): Promise<string> {
  const { partnerships } = await liaison.ask<{ partnerships: { edges: { node: Pair }[] } }>(
    `{ partnerships(first: 50) { edges { node { id state receiver { name } } } } }`,
  );
  const pair = partnerships.edges.find(
    ({ node }) => node.state === "ACTIVE" && node.receiver.name === "漪湖西岸社区",
  );
  if (!pair) throw new Error("the story has no partnership");
  return pair.node.id;
}

type Promised = { id: string; source: string; dueOn: string; kind: { code: string } };

/** The instalment that is due last: what is given for it leaves the late one late. */
async function lastInstalment(liaison: Visitor): Promise<string | undefined> {
  const { obligations } = await liaison.ask<{ obligations: { edges: { node: Promised }[] } }>(
    `{ obligations(first: 50, filter: { state: OPEN }) { edges { node { id source dueOn kind { code } } } } }`,
  );
  return obligations.edges
    .map(({ node }) => node)
    .filter(({ source, kind }) => source === "PLEDGE" && kind.code === "FUNDS")
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .at(-1)?.id;
}

/** Money that the liaison says was given, which nobody has confirmed yet. Its uuid. */
export async function deliveryBetweenThem(liaison: Visitor, fen: string): Promise<string> {
  const partnershipId = await theirPartnership(liaison);
  const { city } = await liaison.ask<{ city: { kinds: { id: string; code: string }[] } }>(
    `{ city { kinds { id code } } }`,
  );
  const kindId = city.kinds.find(({ code }) => code === "FUNDS")?.id;
  const { logDelivery } = await liaison.ask<{ logDelivery: { id?: string; code?: string } }>(
    `mutation ($input: LogDeliveryInput!) { logDelivery(input: $input) { ... on Delivery { id } ... on Failure { code } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        partnershipId,
        obligationId: await lastInstalment(liaison),
        kindId,
        quantity: fen,
        occurredOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
      },
    },
  );
  if (!logDelivery.id) throw new Error(`not logged: ${logDelivery.code}`);
  return logDelivery.id.slice(logDelivery.id.indexOf(":") + 1);
}
