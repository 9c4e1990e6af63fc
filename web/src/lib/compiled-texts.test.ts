import { readdirSync } from "node:fs";
import path from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import compile from "icu-minify/compile";
import format from "icu-minify/format";
import { createTranslator } from "use-intl/core";
import { parseAst } from "vite";
import { expect, it } from "vitest";
import { compileTexts } from "../../compile-messages.ts";
import type { Messages, MessageTree } from "./i18n.ts";

const source = path.join(import.meta.dirname, "..");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("messages.ts"),
);

const texts = (tree: MessageTree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : texts(value)));

type Value = string | number | ((chunks: unknown) => string);

/** A value for each argument: numbers where they are counted, the branches of a choice, tags around their inside. */
function samples(text: string): Record<string, Value>[] {
  const values: Record<string, Value[]> = {};
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      if (element.type === TYPE.tag) {
        values[element.value] = [(chunks) => `<${String(chunks)}>`];
        walk(element.children);
      } else if (element.type === TYPE.plural || element.type === TYPE.number)
        values[element.value] = [0, 1, 2, 12345];
      else if (element.type === TYPE.select) values[element.value] = Object.keys(element.options);
      else values[element.value] ??= ["文峰局"];
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text));
  return [0, 1, 2, 3].map((turn) =>
    Object.fromEntries(Object.entries(values).map(([name, of]) => [name, of[turn % of.length] as Value])),
  );
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

it("every text says the same compiled as parsed", async () => {
  let compared = 0;
  for (const file of files) {
    const module: { messages?: Messages } = await import(path.join(source, file));
    if (!module.messages) continue;
    for (const [locale, tree] of [
      ["zh-CN", module.messages.zh],
      ["en", module.messages.en],
    ] as const)
      for (const text of texts(tree)) {
        const t = createTranslator({ locale, messages: { text } });
        for (const values of samples(text)) {
          const parsed = t.rich("text", values as never);
          const compiled = format(compile(text), locale, values as never, { formatters });
          const flat = (of: unknown) => (Array.isArray(of) ? of.flat(9).join("") : of);
          expect(flat(compiled)).toEqual(flat(parsed));
          compared += 1;
        }
      }
  }
  expect(compared).toBeGreaterThan(4_000);
}, 60_000);

it("texts are compiled where they stand, and one that is not plain is refused", () => {
  const run = (code: string) => compileTexts("messages.js", code, (text) => parseAst(text) as never);
  expect(run(`defineMessages({ zh: { a: "共 {n} 项", b: "好" } })`)).toBe(
    `defineMessages({ zh: { a: ["共 ",["n"]," 项"], b: "好" } })`,
  );
  expect(() => run("defineMessages({ zh: { a: one + two } })")).toThrow("plain string");
  expect(() => run("defineMessages({ ...others })")).toThrow("where it is declared");
});
