import { buildSchema, parse, specifiedRules, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { limitQueries, QUERY_LIMITS } from "./limits.ts";

const schema = buildSchema(`
  type Query { me: Person, people(first: Int): PersonConnection, all: [Person!]! }
  type PersonConnection { edges: [Edge!]! }
  type Edge { node: Person! }
  type Person { id: ID!, friend: Person, friends(first: Int): PersonConnection, known: [Person!]! }
`);

function reasons(document: string, limits = QUERY_LIMITS): unknown[] {
  return validate(schema, parse(document), [limitQueries(limits)]).map((error) => error.extensions.reason);
}

const nested = (levels: number) => `${"friend {".repeat(levels)}id${"}".repeat(levels)}`;

describe("query limits", () => {
  test("an ordinary page passes", () => {
    expect(reasons(`query Page($n: Int) { me { id friends(first: $n) { edges { node { id } } } } }`)).toEqual(
      [],
    );
    expect(reasons("{ __typename }")).toEqual([]);
  });

  test("depth is bounded, one below the bound passes", () => {
    expect(reasons(`{ me { ${nested(QUERY_LIMITS.depth - 2)} } }`)).toEqual([]);
    expect(reasons(`{ me { ${nested(QUERY_LIMITS.depth - 1)} } }`)).toEqual(["TOO_DEEP"]);
  });

  test("depth is counted through fragments", () => {
    const halves = `{ me { ...a } } fragment a on Person { ${"friend {".repeat(9)} ...b ${"}".repeat(9)} }
      fragment b on Person { ${nested(9)} }`;
    expect(reasons(halves)).toContain("TOO_DEEP");
  });

  test("aliases of __typename count too", () => {
    const aliases = Array.from({ length: 41 }, (_, i) => `a${i}: __typename`).join(" ");
    expect(reasons(`{ me { ${aliases} } }`)).toEqual(["TOO_MANY_ALIASES"]);
  });

  test("aliases multiply through fragments", () => {
    const spreads = "...a ".repeat(5);
    const aliases = Array.from({ length: 10 }, (_, i) => `a${i}: id`).join(" ");
    expect(reasons(`{ me { ${spreads} } } fragment a on Person { ${aliases} }`)).toEqual([
      "TOO_MANY_ALIASES",
    ]);
  });

  test("root fields are bounded, also inside a fragment", () => {
    const fields = "me { id } ".repeat(21);
    expect(reasons(`{ ${fields} }`)).toEqual(["TOO_MANY_ROOT_FIELDS"]);
    expect(reasons(`{ ...r } fragment r on Query { ${fields} }`)).toEqual(["TOO_MANY_ROOT_FIELDS"]);
  });

  test("directives are bounded wherever they stand", () => {
    const many = "@include(if: true) ".repeat(41);
    expect(reasons(`{ me { id ${many} } }`)).toEqual(["TOO_MANY_DIRECTIVES"]);
    expect(reasons(`query ${many} { me { id } }`)).toEqual(["TOO_MANY_DIRECTIVES"]);
    expect(reasons(`{ me { ... ${many} { id } } }`)).toEqual(["TOO_MANY_DIRECTIVES"]);
  });

  test("one operation in a document", () => {
    expect(reasons("query A { me { id } } query B { me { id } }")).toEqual(["ONE_OPERATION_ONLY"]);
  });

  test("nested pages multiply", () => {
    const page = (inner: string) => `friends(first: 100) { edges { node { ${inner} } } }`;
    expect(reasons(`{ me { ${page("id")} } }`)).toEqual([]);
    expect(reasons(`{ me { ${page(page(page("id")))} } }`)).toEqual(["TOO_COMPLEX"]);
  });

  test("plain lists multiply without an argument", () => {
    const lists = `${"known {".repeat(4)}id${"}".repeat(4)}`;
    expect(reasons(`{ all { ${lists} } }`)).toEqual(["TOO_COMPLEX"]);
  });

  test("a short document that unfolds a millionfold is measured without unfolding it", () => {
    const chain = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Person { ...f${i + 1} ...f${i + 1} }`,
    ).join("\n");
    const document = `{ me { ...f0 } } ${chain} fragment f30 on Person { a: id }`;
    const started = performance.now();
    expect(reasons(document)).toContain("TOO_MANY_ALIASES");
    expect(performance.now() - started).toBeLessThan(500);
  });

  test("a cycle of fragments ends, and the standard rule names it", () => {
    const document = parse("{ me { ...a } } fragment a on Person { friend { ...a } }");
    expect(validate(schema, document, [limitQueries()])).toEqual([]);
    expect(validate(schema, document, [...specifiedRules, limitQueries()])).toHaveLength(1);
  });
});
