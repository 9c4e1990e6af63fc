import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import type { Messages, MessageTree } from "./i18n.ts";

const source = path.join(import.meta.dirname, "..");

function flatten(tree: MessageTree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** The arguments and tags a text takes, sorted. A plural and a plain number are the same argument. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text));
  return [...names].sort();
}

/** Keys named in sources: whole as a string, or by the constant beginning of a template (`state.${…}`). */
function unusedKeys(keys: string[], code: string): string[] {
  const prefixes = [...code.matchAll(/`([A-Za-z0-9_.]+\.)\$\{/g)].map((match) => match[1] ?? "");
  return keys.filter(
    (key) =>
      !code.includes(`"${key}"`) &&
      !code.includes(`"${key}": `) &&
      !prefixes.some((it) => key.startsWith(it)),
  );
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).sort();
const folders = files
  .filter((file) => path.basename(file) === "messages.ts")
  .map((file) => path.dirname(file));

describe.each(folders)("the texts of %s", (folder) => {
  const load = async () => {
    const module: { messages: Messages } = await import(path.join(source, folder, "messages.ts"));
    return { zh: flatten(module.messages.zh), en: flatten(module.messages.en) };
  };

  it("exist in both languages, none empty", async () => {
    const { zh, en } = await load();
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    expect([...zh, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("take the same arguments in both languages", async () => {
    const { zh, en } = await load();
    for (const [key, text] of zh)
      expect([key, argumentsOf(en.get(key) ?? "")]).toEqual([key, argumentsOf(text)]);
  });

  it("hold no Chinese in English", async () => {
    const { en } = await load();
    expect([...en].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it("use Chinese punctuation in Chinese", async () => {
    const { zh } = await load();
    expect([...zh].filter(([, text]) => /\p{Script=Han}[,:;?!]/u.test(text))).toEqual([]);
  });

  it("are all used by the sources of their folder", async () => {
    const { zh } = await load();
    const code = files
      .filter((file) => file.startsWith(`${folder}${path.sep}`) && /(?<!messages|\.test)\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(source, file), "utf8"))
      .join("\n");
    expect(unusedKeys([...zh.keys()], code)).toEqual([]);
  });
});

describe("this test", () => {
  it("sees differing arguments and unused keys", () => {
    expect(argumentsOf("{count, plural, one {# <b>{name}</b>} other {#}}")).toEqual(["<b>", "count", "name"]);
    expect(unusedKeys(["a", "state.ON", "b"], 't("a"); t(`state.${x}`)')).toEqual(["b"]);
  });
  it("reads at least the folders that must exist", () => {
    expect(folders).toEqual(expect.arrayContaining(["lib", "ui"]));
  });
});
