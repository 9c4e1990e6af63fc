import { afterEach, expect, it, vi } from "vitest";
import { sayErased } from "./erased-names.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["en-GB", "Erased person #00000a"],
  ["zh-CN", "已注销人员 #00000a"],
])("in %s an erased person is %s, and the answer is else untouched", async (lang, said) => {
  vi.stubGlobal("document", { documentElement: { lang } });
  const sent = { data: { who: { name: "已注销人员 #00000a" }, other: "周明" } };
  const answer = await sayErased(Response.json(sent, { status: 203, headers: { "x-request-id": "7" } }));
  expect([answer.status, answer.headers.get("x-request-id")]).toEqual([203, "7"]);
  expect(await answer.json()).toEqual({ data: { who: { name: said }, other: "周明" } });
});
