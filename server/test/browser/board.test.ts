import { expect, it } from "vitest";
import { PHONE } from "./people.ts";
import { useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

const focusedRow = `document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") ?? null`;

/** How many rows the page says match. */
async function matching({ page }: Visitor): Promise<number> {
  const said = await page
    .getByRole("status")
    .filter({ hasText: /^共 [\d,]+ 对符合/ })
    .textContent();
  return Number(/共 ([\d,]+) 对/.exec(said ?? "")?.[1]?.replace(",", ""));
}

it("by keyboard alone: filter, look at a row and its neighbour, come back, choose, remind, keep the view", async () => {
  const office = await visit("manager");
  const { page } = office;
  const { keyboard } = page;
  await office.go("/board");
  const all = await matching(office);
  await office.button("需要办理", page.getByRole("group", { name: "筛选" })).focus();
  office.countFromHere();
  await keyboard.press("Enter");
  await page.waitForURL(/mine=1/);
  await office.sees(/另有 [\d,]+ 对被筛选条件隐藏/);
  const some = await matching(office);
  expect(some).toBeGreaterThan(1);
  expect(some).toBeLessThan(all);

  // The table is one stop: arrow keys go from row to row, Enter looks closer, arrows go on to the neighbour.
  const rows = page.locator("tbody [data-part=open]");
  await rows.first().focus();
  await keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByText("联络员").first().waitFor();
  const first = page.url();
  await keyboard.press("ArrowDown");
  await page.waitForURL((url) => url.href !== first && url.searchParams.has("preview"));
  await drawer.getByRole("link", { name: "打开结对页" }).waitFor();
  const shared = page.url();
  await keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  expect(await page.evaluate<string | null>(focusedRow)).toBe("3");

  // Two rows are chosen, one text reminds both, what came of each is said.
  await keyboard.press("ArrowLeft");
  await keyboard.press("Space");
  await keyboard.press("ArrowUp");
  await keyboard.press("Space");
  await office.sees("已选 2 对");
  const acts = page.getByRole("group", { name: "对选中的结对办理" });
  await office.button("催办", acts).focus();
  await keyboard.press("Enter");
  const send = office.button("催办 2 个单位", drawer);
  await send.focus();
  await keyboard.press("Enter");
  await office.sees(/2 项已办/);
  expect(await drawer.getByText(/：已催办$/).count()).toBe(2);
  await keyboard.press("Enter");
  await drawer.waitFor({ state: "detached" });

  // The view is kept under a name, and the header says when the board differs from it.
  await office.button("常用视图").focus();
  await keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /保存和管理/ }).focus();
  await keyboard.press("Enter");
  await page.getByLabel(/^视图名称/).focus();
  await keyboard.type("今天要办的");
  await keyboard.press("Enter");
  await office.sees("视图：今天要办的");
  await keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.getByRole("columnheader", { name: "单位" }).getByRole("button").focus();
  await keyboard.press("Enter");
  await office.sees(/今天要办的 · 已改动/);
  await page.locator("th[aria-sort=ascending]").filter({ hasText: "单位" }).waitFor();
  expect(office.taps).toBe(0);

  // The address alone brings another person of the office to the same place.
  const colleague = await visit("coordinator", { size: PHONE, touch: true });
  await colleague.page.goto(shared);
  await colleague.page.getByRole("dialog").getByRole("link", { name: "打开结对页" }).waitFor();
  await colleague.page.getByText("对方还没看").first().waitFor();
});

it("every number of the territory opens exactly its rows", async () => {
  const office = await visit("manager");
  await office.go("/city");
  const links = office.page
    .getByRole("table")
    .last()
    .getByRole("link", { name: /：[\d,]+ 对，去看板看$/ });
  const count = await links.count();
  expect(count).toBeGreaterThan(4);
  // One of the territory's sum, one of a place.
  for (const at of [1, count - 1]) {
    const said = await links.nth(at).getAttribute("aria-label");
    const number = Number(/：([\d,]+) 对/.exec(said ?? "")?.[1]?.replace(",", ""));
    await links.nth(at).click();
    await office.page.waitForURL(/\/board\?/);
    await office.settled();
    expect(await matching(office)).toBe(number);
    await office.page.goBack();
    await office.settled();
    await links.first().waitFor();
  }
});
