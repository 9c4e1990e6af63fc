import { expect, it } from "vitest";
import { FOCUSED } from "./in-page.ts";
import { useBrowser, visit } from "./visitor.ts";

useBrowser();

it("anything is found and opened by keys alone, and the focus goes back", async () => {
  const visitor = await visit("coordinator");
  const { page } = visitor;
  await visitor.go("/");
  visitor.countFromHere();
  const field = page.getByRole("combobox", { name: /^单位、社区/ });
  const chosen = page.getByRole("option", { selected: true });

  // Where the focus was, it is again.
  const bell = page.locator("header").getByRole("link", { name: /未读消息/ });
  await bell.focus();
  await page.keyboard.press("Control+k");
  await field.waitFor();
  const focused = () => page.evaluate<{ name: string; visible: boolean }>(FOCUSED);
  expect(await focused()).toMatchObject({ name: expect.stringMatching(/^单位、社区/) });
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  expect(await focused()).toMatchObject({ name: expect.stringMatching(/未读消息/), visible: true });

  // A page by its initials.
  await page.keyboard.press("Control+k");
  await field.waitFor();
  await page.keyboard.type("rwgz");
  await chosen.filter({ hasText: "任务规则" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/office\/rules$/);

  // A community by the initials of its name: the arrow goes through the groups, the list says where one is.
  const { organizations } = await visitor.ask<{ organizations: { edges: { node: { name: string } }[] } }>(
    "{ organizations(first: 1, kind: COMMUNITY) { edges { node { name } } } }",
  );
  const name = organizations.edges[0]?.node.name ?? "";
  await page.keyboard.press("Control+k");
  await field.waitFor();
  await page.keyboard.type(name.slice(0, 2));
  const communities = page.getByRole("group", { name: "社区" });
  await communities.getByRole("option").first().waitFor();
  expect(await communities.locator("mark").first().textContent()).toBe(name.slice(0, 2));
  for (let step = 0; step < 30; step++) {
    if ((await communities.getByRole("option", { selected: true }).count()) > 0) break;
    await page.keyboard.press("ArrowDown");
  }
  const described = await field.getAttribute("aria-activedescendant");
  expect(await chosen.getAttribute("id")).toBe(described);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/board\?receiver=/);

  // What was opened is offered when nothing is typed; who is not in it is said to be not found.
  await page.keyboard.press("Control+k");
  await page.getByRole("group", { name: "最近打开" }).getByRole("option").first().waitFor();
  await page.keyboard.type("没有这个名字");
  await visitor.sees(/没有找到“没有这个名字”/);
  await page.keyboard.press("Escape");
  expect(visitor.taps).toBe(0);
});
