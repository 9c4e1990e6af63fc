import { expect, inject, it } from "vitest";
import { totpOf } from "../totp.ts";
import { PHONE } from "./people.ts";
import { stranger, useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

const USERNAME = "liangbu";
const PASSWORD = "梅花香自苦寒来-7788";

/** Somebody new in the manager's office, with an account of their own: nobody else signs in with it. */
async function newcomer(): Promise<void> {
  const manager = await visit("manager");
  const said = await manager.ask<{
    viewer: { memberships: { organization: { id: string; kind: string } }[] };
  }>("{ viewer { memberships { organization { id kind } } } }");
  const office = said.viewer.memberships.find(({ organization }) => organization.kind === "OFFICE")
    ?.organization.id;
  const act = async (mutation: string, type: string, input: object, selection: string) => {
    const query = `mutation ($input: ${type}!) { it: ${mutation}(input: $input) { ... on ${selection} ... on Failure { code } } }`;
    const { it: made } = await manager.ask<{ it: Record<string, string> }>(query, {
      input: { ...input, idempotencyKey: `${mutation}-${Date.now()}` },
    });
    expect(made).not.toHaveProperty("code");
    return made;
  };
  const person = { organizationId: office, name: "梁步", role: "AUDITOR" };
  const { id } = await act("createPerson", "CreatePersonInput", person, "Person { id }");
  const { token } = await act("invitePerson", "InvitePersonInput", { personId: id }, "Invitation { token }");
  const account = { token, username: USERNAME, password: PASSWORD };
  await act("acceptInvitation", "AcceptInvitationInput", account, "AcceptedInvitation { username }");
}

async function password({ page }: Visitor): Promise<void> {
  await page.goto(`${inject("product").address}/sign-in`);
  await page.getByLabel("用户名").fill(USERNAME);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
}

const home = ({ page }: Visitor) => page.waitForURL(`${inject("product").address}/`);

it("two steps on a phone: set up, sign in with a code, sign in with a recovery code", async () => {
  await newcomer();
  const first = await stranger({ size: PHONE, touch: true });
  await password(first);
  await home(first);
  await first.go("/me");
  await first.button("开启两步登录").tap();
  await first.page.getByLabel("您的登录密码").fill(PASSWORD);
  await first.button("下一步").tap();
  await first.page.getByRole("img", { name: "给验证器扫的二维码" }).waitFor();
  const secret = ((await first.page.locator("code").first().textContent()) ?? "").replaceAll(" ", "");
  await first.page.getByLabel("验证器上的 6 位数字").fill(totpOf(secret));
  await first.button("开启两步登录").tap();
  await first.sees("备用码，只显示这一次");
  const codes = await first.page.locator("li > code").allTextContents();
  expect(codes).toHaveLength(10);
  const download = first.page.waitForEvent("download");
  await first.button("下载").tap();
  expect((await download).suggestedFilename()).toMatch(/\.txt$/);
  await first.button("已经保存好了").tap();
  await first.sees(/已开启。登录时/);
  expect(await first.page.getByText(codes[0] ?? "").count()).toBe(0);

  // By keyboard: the code's field has the focus.
  const second = await stranger({ size: PHONE });
  await password(second);
  const field = second.page.getByLabel("验证码", { exact: true });
  await field.waitFor();
  expect(await field.getAttribute("inputmode")).toBe("numeric");
  expect(await field.getAttribute("autocomplete")).toBe("one-time-code");
  await second.page.keyboard.type(totpOf(secret));
  await second.page.keyboard.press("Enter");
  await home(second);

  const third = await stranger({ size: PHONE, touch: true });
  await password(third);
  await third.button("手机不在身边？用备用码").tap();
  await third.page.getByLabel("备用码", { exact: true }).fill(codes[0] ?? "");
  await third.button("登录").tap();
  await home(third);
});
