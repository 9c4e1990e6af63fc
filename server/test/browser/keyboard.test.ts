import { describe, expect, it } from "vitest";
import { deliveryBetweenThem } from "./facts.ts";
import { FOCUSED } from "./in-page.ts";
import { WHO, type Who } from "./people.ts";
import { stranger, useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

const MOST_STEPS = 120;

/** Presses Tab until something of this name has the focus. Nothing on the way may have it unseen. */
async function reach(visitor: Visitor, name: string | RegExp): Promise<void> {
  const met: string[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const now = await visitor.page.evaluate<{ name: string; visible: boolean }>(FOCUSED);
    if (!now.visible) throw new Error(`one cannot see that “${now.name}” has the focus`);
    if (typeof name === "string" ? now.name === name : name.test(now.name)) return;
    met.push(now.name);
    await visitor.page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}, only to: ${[...new Set(met)].join(" | ")}`);
}

async function press(visitor: Visitor, name: string | RegExp): Promise<void> {
  await reach(visitor, name);
  await visitor.page.keyboard.press("Enter");
}

async function type(visitor: Visitor, name: string | RegExp, text: string): Promise<void> {
  await reach(visitor, name);
  await visitor.page.keyboard.type(text);
}

async function enter(who: Who): Promise<Visitor> {
  const visitor = await visit(who);
  await visitor.go("/");
  visitor.countFromHere();
  return visitor;
}

describe("by keyboard alone", () => {
  it("signs in", async () => {
    const person = await stranger();
    await person.go("/sign-in");
    await type(person, "用户名", WHO.liaison);
    await type(person, "密码", "gongjian-demo");
    await person.page.keyboard.press("Enter");
    await person.page.getByRole("list", { name: "要做的事" }).waitFor();
    expect(person.taps).toBe(0);
  });

  it("logs support", async () => {
    const liaison = await enter("liaison");
    await press(liaison, "记一笔");
    await liaison.page.getByText("做了什么？").waitFor();
    await press(liaison, /^工作经费/);
    await type(liaison, /^多少？/, "76.54");
    await press(liaison, "记下 76.54 元");
    await liaison.sees(/已记下，等.+确认/);
    expect(liaison.taps).toBe(0);
  });

  it("confirms what arrived", async () => {
    await deliveryBetweenThem(await visit("liaison"), "34500");
    const worker = await enter("worker");
    const todo = worker.page.getByRole("listitem").filter({ hasText: "345.00 元" });
    await todo.waitFor();
    // Several things wait to be confirmed: the one meant is the one whose buttons lie in its row.
    await worker.button("确认收到", todo).focus();
    await worker.page.keyboard.press("Enter");
    await press(worker, "确认收到 345.00 元");
    await worker.sees("已确认 345.00 元");
    expect(worker.taps).toBe(0);
  });

  it("disputes a part, and the office settles it", async () => {
    const delivery = await deliveryBetweenThem(await visit("liaison"), "90000");
    const worker = await visit("worker");
    await worker.go(`/deliveries/${delivery}`);
    await press(worker, "只收到一部分");
    await type(worker, /^实际收到多少？/, "800");
    await type(worker, /^其余为什么不对？/, "少了一百元");
    await press(worker, /^确认 800.00 元，对 100.00 元/);
    await worker.sees(/100.00 元交由办公室裁定/);

    const office = await visit("coordinator");
    await office.go(`/deliveries/${delivery}`);
    await press(office, "裁定");
    await type(office, "其中确已收到", "100");
    await type(office, /^裁定理由/, "回单已核");
    await press(office, "作出裁定");
    await office.sees("已裁定，双方都会收到通知");
    expect(worker.taps + office.taps).toBe(0);
  });

  it("asks for help, and a unit claims it", async () => {
    const worker = await enter("worker");
    await press(worker, "发起求助");
    await worker.page.getByText("要什么？").waitFor();
    await press(worker, /^志愿/);
    await type(worker, /^要多少？/, "6");
    await type(worker, /^用一句话说清楚/, "周末清理楼道杂物");
    await press(worker, "发给结对单位");
    await worker.sees("已发给结对单位，认领后会通知您");
    const request = new URL(worker.page.url()).pathname;

    const liaison = await visit("liaison");
    await liaison.go(request);
    await press(liaison, "认领");
    await reach(liaison, /^认领多少？/);
    await press(liaison, /^认领 6/);
    await liaison.sees(/已认领 6/);
    expect(worker.taps + liaison.taps).toBe(0);
  });
});
