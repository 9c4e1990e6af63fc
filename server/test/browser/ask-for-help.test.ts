import { describe, expect, it } from "vitest";
import { PHONE } from "./people.ts";
import { useBrowser, visit } from "./visitor.ts";

useBrowser();

/** What a person needs for one tap on a page that is known by heart, in seconds; and for reading a new one. */
const TAP_SECONDS = 2;
const PAGE_SECONDS = 8;

describe("asking for help, on a phone", () => {
  it("takes taps alone, in less than a minute, and stands in the hall where the community wishes it", async () => {
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go("/requests/new");
    await worker.page.getByText("要什么？").waitFor();
    worker.countFromHere();
    await worker.button(/^物资/).tap();
    await worker.button("路灯").tap();
    await worker.button("多一点").tap();
    await worker.button("多一点").tap();
    await worker.button("一周内").tap();
    await worker.button("发给结对单位").tap();
    await worker.sees("已发给结对单位，认领后会通知您");
    // Called by its first thing, as nobody said it in a sentence.
    await worker.page.getByRole("heading", { name: /^路灯（3/ }).waitFor();
    expect(worker.taps).toBeLessThanOrEqual(6);
    const seconds = worker.taps * TAP_SECONDS + PAGE_SECONDS;
    expect(seconds).toBeLessThanOrEqual(60);
    console.log(`taps to ask for help: ${worker.taps}, nothing typed, about ${seconds} s`);

    await worker.button("现在就进大厅").tap();
    await worker.button("现在就进大厅", worker.page.getByRole("group", { name: /^全市单位都会看到/ })).tap();
    await worker.sees("已进求助大厅");

    // Who looks for something to do finds it, with why it is suggested.
    const liaison = await visit("liaison", { size: PHONE, touch: true });
    await liaison.go("/hall");
    await liaison.link(/^路灯（3/).tap();
    await liaison.button("认领").tap();
    await liaison.button(/^认领 3/).tap();
    await liaison.sees(/已认领 3/);
    await liaison.button("说一声在途").tap();
    await liaison.button(/^登记 3/).tap();
    await liaison.sees("已登记，社区能看到");
    await worker.page.getByRole("img", { name: /在途 3/ }).waitFor();
  });
});
