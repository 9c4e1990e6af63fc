import { describe, expect, inject, it } from "vitest";
import { PHONE, WHO, type Who } from "./people.ts";
import { stranger, useBrowser, visit } from "./visitor.ts";

useBrowser();

describe("signing in", () => {
  it.each(Object.keys(WHO) as Who[])("%s finds something to do at home, and no error", async (who) => {
    const person = await visit(who);
    await person.go("/");
    const todos = person.page.getByRole("list", { name: "要做的事" }).getByRole("listitem");
    expect(await todos.count()).toBeGreaterThan(0);
    // Every thing to do has a way to do it.
    for (const todo of await todos.all())
      expect(await todo.locator("a[href], button").count(), (await todo.textContent()) ?? "").toBeGreaterThan(
        0,
      );
  });

  it("offers the demo accounts, one tap each", async () => {
    const person = await stranger({ size: PHONE, touch: true });
    await person.go("/");
    await person
      .button(/袁|邮务局/)
      .first()
      .tap();
    await person.page.getByRole("list", { name: "要做的事" }).waitFor();
    expect(person.taps).toBe(1);
  });

  it("says in words that the password is wrong, and lets nobody in", async () => {
    const person = await stranger({ expectProblems: true });
    await person.go("/sign-in");
    await person.page.getByLabel("用户名").fill("lianluo");
    await person.page.getByLabel("密码", { exact: true }).fill("not the password");
    await person.button("登录").click();
    await person.sees(/用户名或密码不对/);
    await person.page.goto(`${inject("product").address}/partnerships`);
    await person.button("登录").waitFor();
  });

  it("keeps the way: who opens a page without a session comes back to it", async () => {
    const person = await stranger({ expectProblems: true });
    await person.page.goto(`${inject("product").address}/me`);
    await person.page.waitForURL(/sign-in\?next=/);
    await person.page.getByLabel("用户名").fill("lianluo");
    await person.page.getByLabel("密码", { exact: true }).fill("gongjian-demo");
    await person.button("登录").click();
    await person.page.waitForURL(/\/me$/);
  });
});
