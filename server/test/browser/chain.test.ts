import { describe, expect, it } from "vitest";
import { deliveryBetweenThem } from "./facts.ts";
import { PHONE } from "./people.ts";
import { useBrowser, visit } from "./visitor.ts";

useBrowser();

describe("the chain, on a phone", () => {
  it("support is logged in at most four taps and the amount, and confirmed in two, each seen live by the other side", async () => {
    const liaison = await visit("liaison", { size: PHONE, touch: true });
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go("/");
    await liaison.go("/");

    liaison.countFromHere();
    await liaison.page.getByRole("navigation").getByRole("link", { name: "记一笔" }).tap();
    await liaison.button(/^工作经费/).tap();
    // The keyboard is up and in the right field without a tap of its own.
    await liaison.page.locator("input:focus").waitFor();
    await liaison.page.keyboard.type("345.67");
    await liaison.button("记下 345.67 元").tap();
    await liaison.sees(/已记下，等漪湖西岸社区确认|已记下，等.+确认/);
    expect(liaison.taps).toBeLessThanOrEqual(4);
    console.log(`taps to log support: ${liaison.taps}`);
    await liaison.link("看这一笔").tap();
    await liaison.sees("345.67 元");

    // The other side's open page learns of it by itself.
    const todo = worker.page.getByRole("listitem").filter({ hasText: "345.67 元" });
    await todo.waitFor();
    worker.countFromHere();
    await worker.button("确认收到", todo).tap();
    await worker.button("确认收到 345.67 元", todo).tap();
    await worker.sees("已确认 345.67 元");
    expect(worker.taps).toBe(2);
    console.log(`taps to confirm: ${worker.taps}`);

    // And so does the liaison's, which was not touched since.
    await liaison.page.getByText("已确认", { exact: true }).first().waitFor();
    await liaison.sees(/社区.*确认 345.67 元|确认 345.67 元/);
  });

  it("two people confirm the same thing at once: one wins, the other is told in words", async () => {
    const liaison = await visit("liaison");
    const delivery = await deliveryBetweenThem(liaison, "111100");
    const both = [await visit("worker"), await visit("secretary")] as const;
    for (const person of both) {
      await person.go(`/deliveries/${delivery}`);
      await person.button("确认收到").click();
    }
    // Both have decided, neither has heard of the other: what they say goes out at the same moment.
    let said = 0;
    let release = () => {};
    const together = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (const { page } of both)
      await page.route("**/graphql", async (route) => {
        if (route.request().postData()?.includes("mutation")) {
          if (++said === both.length) release();
          await together;
        }
        await route.continue();
      });
    await Promise.all(both.map((person) => person.button("确认收到 1,111.00 元").click()));
    const told = await Promise.all(
      both.map(async ({ page }) => {
        const won = page.getByText("已确认 1,111.00 元");
        const lost = page.getByText(/刚刚有别人改过这件事/);
        await won.or(lost).first().waitFor();
        return (await lost.count()) > 0 ? "lost" : "won";
      }),
    );
    expect(told.sort()).toEqual(["lost", "won"]);
    const { node } = await liaison.ask<{ node: { acceptances: unknown[] } }>(
      `query ($id: ID!) { node(id: $id) { ... on Delivery { acceptances { quantity } } } }`,
      { id: `Delivery:${delivery}` },
    );
    expect(node.acceptances).toHaveLength(1);
  });

  it("a lost answer offers to send again, and sending again doubles nothing", async () => {
    const liaison = await visit("liaison", { size: PHONE, touch: true, expectProblems: true });
    await liaison.go("/log");
    let lost = 0;
    await liaison.page.route("**/graphql", async (route) => {
      if (lost > 0 || !route.request().postData()?.includes("mutation")) return route.continue();
      lost++;
      // The server hears and acts; its answer never arrives.
      await route.fetch();
      await route.abort("connectionfailed");
    });
    await liaison.button(/^工作经费/).tap();
    await liaison.page.getByLabel(/^多少？/).fill("222.22");
    await liaison.button("记下 222.22 元").tap();
    await liaison.button("再发一次").tap();
    await liaison.sees(/已记下，等.+确认/);
    expect(lost).toBe(1);
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go("/");
    const waiting = worker.page.getByRole("listitem").filter({ hasText: "222.22 元" });
    await waiting.first().waitFor();
    expect(await waiting.count()).toBe(1);
  });

  it("a part is confirmed with a reason, the office settles the rest, both sides see it", async () => {
    const liaison = await visit("liaison");
    const delivery = await deliveryBetweenThem(liaison, "500000");
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go(`/deliveries/${delivery}`);
    await worker.button("只收到一部分").tap();
    await worker.page.getByLabel("实际收到多少？").fill("4000");
    await worker.page.getByLabel("其余为什么不对？").fill("银行入账只有 4,000 元");
    await worker.button(/^确认 4,000.00 元，对 1,000.00 元/).tap();
    await worker.sees(/1,000.00 元交由办公室裁定/);

    const office = await visit("coordinator");
    await office.go("/");
    const todo = office.page
      .getByRole("listitem")
      .filter({ hasText: "说法不一" })
      .filter({ hasText: "5,000.00 元" });
    await office.link("去裁定", todo).click();
    await office.settled();
    await office.button("裁定").click();
    await office.page.getByLabel("其中确已收到").fill("600");
    await office.sees("其余 400.00 元：单位仍应给。");
    await office.page.getByLabel("裁定理由").fill("核对了双方流水");
    await office.button("作出裁定").click();
    await office.sees("已裁定，双方都会收到通知");
    await worker.sees(/裁定：到账 600.00 元，仍应给 400.00 元/);
    await liaison.go(`/deliveries/${delivery}`);
    await liaison.sees(/核对了双方流水/);
  });
});
