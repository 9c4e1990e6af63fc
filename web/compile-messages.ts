import compile from "icu-minify/compile";
import type { Plugin } from "vite";

/** The parts of a syntax tree that a call of `defineMessages` is made of. */
interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

type Edit = { start: number; end: number; text: string };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function callsOf(node: Node, name: string): Node[] {
  const found: Node[] = [];
  if (node.type === "CallExpression" && isNode(node["callee"]) && node["callee"]["name"] === name)
    found.push(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) found.push(...callsOf(child, name));
  return found;
}

function edits(file: string, value: Node): Edit[] {
  if (value.type === "ObjectExpression")
    return (value["properties"] as Node[]).flatMap((property) => {
      if (!isNode(property["value"])) throw new Error(`${file}: a text must stand where it is declared`);
      return edits(file, property["value"]);
    });
  if (value.type !== "Literal" || typeof value["value"] !== "string")
    throw new Error(`${file}: a text must be a plain string`);
  return [{ start: value.start, end: value.end, text: JSON.stringify(compile(value["value"])) }];
}

/** Puts the compiled form of each text in its place; `parse` reads plain JavaScript. */
export function compileTexts(file: string, code: string, parse: (code: string) => Node): string {
  const all = callsOf(parse(code), "defineMessages").flatMap((call) =>
    edits(file, (call["arguments"] as Node[])[0] as Node),
  );
  return all.reduceRight((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/**
 * Compiles the ICU texts when the app is built, so that the browser loads no parser (8 kB gzip). Where it is served in development,
 * and in tests, texts are parsed when they are used: the same library, the same results.
 */
export function compileMessages(): Plugin {
  return {
    name: "compile-messages",
    apply: "build",
    config: () => ({
      resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
    }),
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || !code.includes("defineMessages(")) return null;
      return { code: compileTexts(id, code, (text) => this.parse(text) as unknown as Node), map: null };
    },
  };
}
