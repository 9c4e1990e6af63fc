import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const NEEDS = on(
  "HelpRequest",
  "state needs { id quantity claimed accepted claims { state obligation { id accepted answered closure } } }",
);

type Request = {
  state: string;
  needs: {
    id: string;
    claimed: string;
    accepted: string;
    claims: { state: string; obligation: { id: string } }[];
  }[];
};

test.each([
  { code: "GOODS", good: "Bench", asked: "4000", more: "5000" },
  { code: "FUNDS", good: undefined, asked: "400000", more: "500000" },
  { code: "VISIT", good: undefined, asked: "4", more: "5" },
] as const)(
  "a claim of $code is fulfilled by what is confirmed, and open again when it is not",
  async ({ code, good, asked, more }) => {
    const pair = await openPair(world);
    const { worker, liaison, head, partnershipId, community, unit } = pair;
    const kindId = pair.kindId(code);
    const asking = await worker.act(
      "createHelpRequest",
      {
        receiverId: `Organization:${community.id}`,
        title: "For the yard",
        body: "",
        privateDetails: "",
        urgency: "NORMAL",
        needs: [{ kindId, quantity: asked, good, description: "" }],
        open: true,
      },
      NEEDS,
    );
    expect(asking).toMatchObject({ __typename: "HelpRequest", state: "OPEN" });
    const needId = (asking as unknown as Request).needs[0]?.id;
    expect(
      await liaison.act("claimNeed", {
        needId,
        giverId: `Organization:${unit.id}`,
        quantity: asked,
        promisedOn: "2026-04-01",
      }),
    ).toMatchObject({ __typename: "Claim" });
    const see = async () => {
      const { data } = await worker.ask(`query ($id: ID!) { node(id: $id) { ${NEEDS} } }`, {
        id: asking["id"],
      });
      return (data as { node: Request }).node;
    };
    const claimed = await see();
    const obligationId = claimed.needs[0]?.claims[0]?.obligation.id;

    // More comes than was asked for: the claim is fulfilled, and counts no more than it asked.
    const logged = await liaison.act("logDelivery", {
      partnershipId,
      obligationId,
      kindId,
      good,
      quantity: more,
      occurredOn: "2026-03-01",
    });
    const deliveryId = logged["id"];
    expect(await worker.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Delivery" });
    expect(await see()).toMatchObject({
      state: "DELIVERED",
      needs: [{ accepted: asked, claims: [{ state: "FULFILLED" }] }],
    });
    await expectBooksAgree(world);

    expect(await head.act("reverseAcceptance", { deliveryId, reason: "wrong yard" })).toMatchObject({
      __typename: "Delivery",
    });
    expect(await see()).toMatchObject({
      state: "OPEN",
      needs: [{ accepted: "0", claims: [{ state: "OPEN" }] }],
    });
    expect(await liaison.act("withdrawDelivery", { deliveryId })).toMatchObject({ __typename: "Delivery" });
    expect(await see()).toMatchObject({
      needs: [{ claimed: asked, accepted: "0", claims: [{ state: "OPEN" }] }],
    });
    await expectBooksAgree(world);
  },
);
