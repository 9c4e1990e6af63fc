import { describe, expect, it } from "vitest";
import writeXlsx from "write-excel-file/node";
import { SHEETS } from "../../src/modules/workbook/columns.ts";
import { PHONE } from "./people.ts";
import { stranger, useBrowser, visit } from "./visitor.ts";

useBrowser();

type Named = { organizations: { edges: { node: { name: string } }[] } };

type Side = { name: string };
type Paired = { partnerships: { edges: { node: { giver: Side; receiver: Side } }[] } };

describe("an office", () => {
  it("invites a newcomer, who sets up an account on another machine", async () => {
    const office = await visit("manager");
    await office.go("/office/people");
    await office.button("添加人员").click();
    const form = office.page.locator("form").filter({ has: office.page.getByLabel(/^姓名/) });
    await form.getByLabel(/^单位/).fill("邮务局");
    await office.page
      .getByRole("option", { name: /邮务局/ })
      .first()
      .click();
    await form.getByLabel(/^姓名/).fill("新来的人");
    await form.getByRole("radio", { name: /联络员/ }).check();
    await office.button("添加新来的人").click();
    await office.button("发邀请链接").click();
    await office.button("生成邀请链接").click();
    const link = new URL((await office.page.locator("code").first().textContent()) ?? "");
    expect(link.pathname).toMatch(/^\/invitation\//);

    const newcomer = await stranger({ size: PHONE, touch: true });
    await newcomer.go(link.pathname);
    await newcomer.sees("新来的人，请设置您的账号");
    await newcomer.page.getByLabel("用户名").fill("xinlai");
    await newcomer.page.getByLabel("新密码", { exact: true }).fill("mountain-river-9");
    await newcomer.page.getByLabel("新密码再输一次").fill("mountain-river-9");
    await newcomer.button("设好账号").tap();
    await newcomer.link(/登录/).tap();
    await newcomer.page.getByLabel("用户名").fill("xinlai");
    await newcomer.page.getByLabel("密码", { exact: true }).fill("mountain-river-9");
    await newcomer.button("登录").tap();
    await newcomer.page.getByRole("navigation").first().waitFor();
    // The link has worked once, and never again.
    const again = await stranger({ expectProblems: true });
    await again.go(link.pathname);
    await again.sees("这个链接不能用了");
  });

  it("pairs a unit with a community by its document", async () => {
    const office = await visit("manager");
    const named = async (kind: string) => {
      const { organizations } = await office.ask<Named>(
        `query ($kind: OrganizationKind) { organizations(first: 50, kind: $kind) { edges { node { name } } } }`,
        { kind },
      );
      return organizations.edges.map(({ node }) => node.name);
    };
    const { partnerships } = await office.ask<Paired>(
      `{ partnerships(first: 100) { edges { node { giver { name } receiver { name } } } } }`,
    );
    const paired = new Set(partnerships.edges.map(({ node }) => `${node.giver.name}×${node.receiver.name}`));
    const communities = await named("COMMUNITY");
    const free = (await named("PARTNER_UNIT"))
      .flatMap((unit) => communities.map((community) => ({ unit, community })))
      .find(({ unit, community }) => !paired.has(`${unit}×${community}`));
    if (!free) throw new Error("everybody is paired with everybody");
    const { unit, community } = free;
    await office.go("/office/assign");
    for (const [label, name] of [
      [/^共建单位/, unit],
      [/^社区/, community],
    ] as const) {
      await office.page
        .getByRole("combobox", { name: label })
        .or(office.page.getByLabel(label))
        .first()
        .fill(name);
      await office.page.getByRole("option", { name, exact: true }).click();
    }
    await office.page
      .getByLabel(/^类别|^方式|^结对类型|^种类/)
      .first()
      .waitFor();
    await office.page.getByLabel(/^文号/).fill("测创办〔2026〕99号");
    await office.button(`把 ${unit} 和 ${community} 结成一对`).click();
    await office.sees(/已结对，双方会收到通知/);
    await office.sees("测创办〔2026〕99号");
  });

  it("checks a workbook cell by cell, loads it whole, and a second time changes nothing", async () => {
    const sheet = SHEETS.units;
    const workbook = (name: string, kind: string) => {
      const values: Record<string, string> = { name, ...(kind ? { unitClass: kind } : {}) };
      return writeXlsx([
        {
          sheet: `${sheet.zh} ${sheet.en}`,
          data: [
            sheet.columns.map(({ zh, en }) => ({ value: `${zh} ${en}`, type: String })),
            sheet.columns.map(({ key, example }) => {
              const value = key in values ? values[key] : key === "division" ? "澄岭市" : null;
              return value
                ? { value, type: String }
                : key === "name"
                  ? { value: example, type: String }
                  : null;
            }),
          ],
        },
      ]).toBuffer();
    };
    const choose = async (bytes: Buffer) =>
      office.page.locator("input[type=file]").first().setInputFiles({
        name: "in.xlsx",
        mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        buffer: bytes,
      });
    const office = await visit("manager");
    await office.go("/office/import");
    await choose(await workbook("测试造纸研究所", ""));
    await office.button("导入这个工作簿").click();
    await office.button(/^导入：新增 1 项/).click();
    await office.sees(/已导入：新增 1 项/);
    await office.button("再导入一个").click();
    await choose(await workbook("测试造纸研究所", ""));
    await office.sees("表里的内容系统里都已经有了，不用再导入");
  });
});
