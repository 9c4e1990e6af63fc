import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FOCUSED } from "./in-page.ts";
import { PHONE } from "./people.ts";
import { useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

/** A day in China, so many days from now. */
const day = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

type Found = { id: string; startsAt: string; activity: { title: string } };

/** The day on which the unit and the community by the lake look after the lamps, as it stands in the calendar. */
async function patrolDay(visitor: Visitor): Promise<string> {
  const { sessions } = await visitor.ask<{ sessions: { edges: { node: Found }[] } }>(
    `query ($from: LocalDate!, $to: LocalDate!) {
      sessions(first: 100, from: $from, to: $to) { edges { node { id startsAt activity { title } } } } }`,
    { from: day(0), to: day(20) },
  );
  const patrol = sessions.edges.find(({ node }) => node.activity.title === "楼道照明巡查");
  if (!patrol) throw new Error("nobody looks after the lamps");
  return new Date(Date.parse(patrol.node.startsAt) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** An activity of the worker's community that began five minutes ago. Its session's node id. */
async function sessionNow(worker: Visitor): Promise<string> {
  const began = new Date(Date.now() + 8 * 3_600_000 - 5 * 60_000).toISOString();
  const { viewer, activityKinds } = await worker.ask<{
    viewer: { memberships: { organization: { id: string } }[] };
    activityKinds: { edges: { node: { id: string } }[] };
  }>("{ viewer { memberships { organization { id } } } activityKinds(first: 1) { edges { node { id } } } }");
  const { planActivity } = await worker.ask<{
    planActivity: { code?: string; nextSessions?: { id: string }[] };
  }>(
    `mutation ($input: PlanActivityInput!) { planActivity(input: $input) {
      ... on Failure { code } ... on Activity { nextSessions { id } } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        organizationId: viewer.memberships[0]?.organization.id,
        activityKindId: activityKinds.edges[0]?.node.id,
        title: "现在就办的活动",
        audience: "CITY",
        firstOn: began.slice(0, 10),
        startTime: began.slice(11, 16),
        durationMinutes: 90,
        place: "社区广场",
      },
    },
  );
  const id = planActivity.nextSessions?.[0]?.id;
  if (!id) throw new Error(`not planned: ${planActivity.code}`);
  return id;
}

describe("activities, on a phone", () => {
  it("one tap signs up, from the calendar's card", async () => {
    const liaison = await visit("liaison", { size: PHONE, touch: true });
    await liaison.go(`/activities?on=${await patrolDay(liaison)}`);
    const card = liaison.page.getByRole("article").filter({ hasText: "楼道照明巡查" });
    liaison.countFromHere();
    await card.getByRole("button", { name: /^我要报名/ }).tap();
    await liaison.sees(/已报名 .*楼道照明巡查/);
    expect(liaison.taps).toBe(1);
    console.log(`taps to sign up: ${liaison.taps}`);
    await card.getByText("我已报名").waitFor();
  });

  it("two taps confirm a session that the other side reported", async () => {
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go("/");
    const todo = worker.page.getByRole("listitem").filter({ hasText: "待确认活动" }).first();
    worker.countFromHere();
    await worker.button("确认办了", todo).tap();
    await worker.button(/^确认 \d+ 人、/, todo).tap();
    await worker.sees(/已确认 \d+ 人、/);
    expect(worker.taps).toBe(2);
    console.log(`taps to confirm a session: ${worker.taps}`);
  });

  it("a scanned code needs one tap more, and the host's list learns of it", async () => {
    const host = await visit("worker", { size: PHONE, touch: true });
    const session = await sessionNow(host);
    await host.go(`/sessions/${session.slice(session.indexOf(":") + 1)}`);
    await host.sees("0 人报名，0 人到场");
    const { checkInCode } = await host.ask<{ checkInCode: { path: string } }>(
      "query ($id: ID!) { checkInCode(sessionId: $id) { path } }",
      { id: session },
    );
    const liaison = await visit("liaison", { size: PHONE, touch: true });
    await liaison.go(checkInCode.path);
    liaison.countFromHere();
    await liaison.button("我到了，签到").tap();
    await liaison.sees(/^在场/);
    expect(liaison.taps).toBe(1);
    await host.sees("0 人报名，1 人到场");
  });
});

describe("activities, by keyboard alone", () => {
  it("the arrows lead to a day, and from there to signing up", async () => {
    const secretary = await visit("secretary");
    const on = await patrolDay(secretary);
    secretary.countFromHere();
    await secretary.go("/activities");
    const { page } = secretary;
    await page.locator(`[data-date="${day(0)}"]`).focus();
    for (let step = 0; step < 30; step++) {
      if ((await page.locator(`[data-date="${on}"]:focus`).count()) > 0) break;
      await page.keyboard.press("ArrowRight");
      await page.locator("[data-date]:focus").waitFor();
    }
    await page.getByRole("article").filter({ hasText: "楼道照明巡查" }).waitFor();
    for (let step = 0; step < 20; step++) {
      const now = await page.evaluate<{ name: string; visible: boolean }>(FOCUSED);
      expect(now.visible, now.name).toBe(true);
      if (/^我要报名.*楼道照明巡查/.test(now.name)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await secretary.sees(/已报名 .*楼道照明巡查/);
    expect(secretary.taps).toBe(0);
  });
});
