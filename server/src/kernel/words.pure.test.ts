import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defineWords, fill, localeOf, type Words } from "./words.ts";

const modules = join(import.meta.dirname, "../modules");
const files = globSync("*/words*.ts", { cwd: modules }).filter((name) => !name.includes(".test."));

/** Every text with the path to it. */
function textsOf(words: string | Words, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  return Object.entries(words).flatMap(([key, one]) => textsOf(one, `${path}.${key}`));
}

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function complaintsOf(words: Record<"zh" | "en", Words>): string[] {
  const zh = new Map(textsOf(words.zh));
  const en = new Map(textsOf(words.en));
  return [...new Set([...zh.keys(), ...en.keys()])].filter((key) => {
    const [one = "", other = ""] = [zh.get(key), en.get(key)];
    return one.trim() === "" || other.trim() === "" || String(names(one)) !== String(names(other));
  });
}

test.each(files)("%s says everything in both languages, with the same names to fill in", async (file) => {
  const declared = Object.values((await import(join(modules, file))) as Record<string, unknown>).filter(
    (one): one is Record<"zh" | "en", Words> =>
      typeof one === "object" && one !== null && "zh" in one && "en" in one,
  );
  expect(declared.length).toBeGreaterThan(0);
  expect(declared.flatMap(complaintsOf)).toEqual([]);
});

test("what is missing in one language, or is filled in differently, is found", () => {
  expect(
    complaintsOf(defineWords({ zh: { a: "甲", b: { c: "{n} 天" } }, en: { a: "A", b: { c: "days" } } })),
  ).toEqual([".b.c"]);
  expect(complaintsOf({ zh: { a: "甲" }, en: {} })).toEqual([".a"]);
});

test("names are filled in; one that is not given is no blank", () => {
  expect(fill("{n} of {all}", { n: 3n, all: "ten" })).toBe("3 of ten");
  expect(() => fill("{n} of {all}", { n: 3 })).toThrow("{all}");
  expect(localeOf(undefined)).toBe("zh");
  expect(() => localeOf("fr")).toThrow("VALIDATION");
});
