import { parse, print } from "graphql";
import { expect, it } from "vitest";
import { documentsIn, fragmentsOf, neededFragments } from "../../graphql-documents.ts";
import { inlineCalls } from "../../inline-documents.ts";

const child = "export const F = graphql(`\n  fragment Row_Thing on Thing { id ...Name_Thing }\n`);";
const grandchild = "const N = graphql(`fragment Name_Thing on Thing { name }`);";
const page = "const Q = graphql(\n  `query Things { things { ...Row_Thing } }`,\n);\nconst x = 1;";

it("finds documents, and says what is wrong with a bad one", () => {
  expect(documentsIn("a.tsx", `${child}${grandchild}`).found).toHaveLength(2);
  expect(documentsIn("a.tsx", "graphql(`query {`)").errors[0]).toMatch(/^a\.tsx: /);
  expect(documentsIn("a.tsx", "graphql(`query A { $" + "{b} }`)").errors[0]).toContain("may not contain");
});

it("puts a page's query in its place, with the fragments of its children and theirs", () => {
  const fragments = fragmentsOf([child, grandchild].flatMap((code) => documentsIn("a.tsx", code).found));
  const code = inlineCalls("page.tsx", page, fragments);
  const literal = /const Q = \((".*") as never\);\nconst x = 1;/.exec(code)?.[1];
  expect(literal).toBeDefined();
  const text: string = JSON.parse(literal ?? '""');
  expect(print(parse(text))).toContain("fragment Name_Thing on Thing");
  expect(parse(text).definitions).toHaveLength(3);
});

it("survives fragments that name each other", () => {
  const { found } = documentsIn(
    "a.tsx",
    "graphql(`fragment A on T { ...B }`) graphql(`fragment B on T { ...A }`)",
  );
  expect(neededFragments(parse("{ t { ...A } }"), fragmentsOf(found)).map(({ name }) => name.value)).toEqual([
    "A",
    "B",
  ]);
});
