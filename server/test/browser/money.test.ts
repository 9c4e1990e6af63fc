import { describe, expect, it } from "vitest";
import { deliveryBetweenThem, theirPartnership } from "./facts.ts";
import { PHONE } from "./people.ts";
import { useBrowser, visit } from "./visitor.ts";

useBrowser();

describe("money and time", () => {
  it("a voucher is recorded by the worker and attested by another, not by the same", async () => {
    const worker = await visit("worker", { size: PHONE, touch: true });
    await worker.go("/expenses/new");
    await worker.page.getByLabel(/^凭证号/).fill("测-0001");
    await worker.page.getByLabel(/^用在哪里？/).fill("楼道灯座");
    await worker.page.getByLabel(/^多少？/).fill("12.34");
    await worker.button("记下 12.34 元").tap();
    await worker.sees("已记下，等另一位同事核签");
    await worker.go("/expenses");
    const own = worker.page.getByRole("listitem").filter({ hasText: "测-0001" });
    await own.waitFor();
    expect(await worker.button("核签", own).count()).toBe(0);

    const secretary = await visit("secretary");
    await secretary.go("/");
    await secretary
      .link("去核签", secretary.page.getByRole("listitem").filter({ hasText: "楼道灯座" }))
      .click();
    const voucher = secretary.page.getByRole("listitem").filter({ hasText: "测-0001" });
    await secretary.button("核签", voucher).click();
    await secretary.button("核签 12.34 元", voucher).click();
    await secretary.page.getByText("已核签", { exact: true }).first().waitFor();
    await own.getByText("已核签").first().waitFor();
  });

  it("a unit says why it is late, asks for more time, and the office decides", async () => {
    const liaison = await visit("liaison");
    await liaison.go("/obligations?state=LATE");
    await liaison.button("说明情况").first().click();
    await liaison.page.getByLabel(/^为什么晚了？/).fill("财务系统年末升级");
    await liaison.button("发出说明").click();
    await liaison.sees("说明已发出，社区和创文办能看到。");
    await liaison.button("更多办理").first().click();
    await liaison.page.getByRole("menuitem", { name: "申请延期" }).click();
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await liaison.page.getByLabel(/^延到哪天？/).fill(until);
    await liaison.page.getByLabel(/^为什么要延？/).fill("等升级完成后拨付");
    await liaison.button(/^申请延到/).click();
    await liaison.sees("申请已发出，等创文办答复。");

    const office = await visit("manager");
    await office.go(`/partnerships/${(await theirPartnership(liaison)).replace("Partnership:", "")}`);
    await office.button("答复延期申请").first().click();
    await office.page.getByLabel(/^答复的话/).fill("仅此一次");
    await office.button(/^同意延到/).click();
    await office.sees("已同意延期，到期日已改。");
    // Live: it is no longer among what is late.
    await liaison.sees("没有逾期的义务");
    await liaison.go("/obligations");
    await liaison.sees(/已同意延到/);
  });

  it("a number of the partnership page opens to its facts, and the address brings them back", async () => {
    const office = await visit("coordinator");
    const liaison = await visit("liaison");
    await deliveryBetweenThem(liaison, "100");
    await office.go(`/partnerships/${(await theirPartnership(liaison)).replace("Partnership:", "")}`);
    await office.page.getByRole("heading", { name: "义务与履约" }).waitFor();
    await office.page.locator("button[title]").filter({ hasText: "40,000.00 元" }).first().click();
    const drawer = office.page.getByRole("dialog");
    await drawer.getByRole("heading", { level: 3 }).first().waitFor();
    const shown = (await drawer.textContent()) ?? "";
    expect(shown).toContain("40,000.00 元");
    const url = new URL(office.page.url());
    expect(url.searchParams.get("why")).toMatch(/^[A-Za-z]+:/);

    // Sent to a colleague, the address shows the same.
    const colleague = await visit("district");
    await colleague.go(url.pathname + url.search);
    const theirs = colleague.page.getByRole("dialog");
    await theirs.getByRole("heading", { level: 3 }).first().waitFor();
    expect(await theirs.textContent()).toBe(shown);
    await colleague.page.keyboard.press("Escape");
    await theirs.waitFor({ state: "detached" });
    expect(new URL(colleague.page.url()).search).toBe("");
  });
});
