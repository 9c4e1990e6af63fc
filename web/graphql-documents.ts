import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type DocumentNode, type FragmentDefinitionNode, parse, visit } from "graphql";

/** One `graphql(`…`)` call of a source file. */
export interface TaggedDocument {
  file: string;
  text: string;
  document: DocumentNode;
}

/** A tagged document. */
export const CALL = /\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g;

/** Finds the calls in one source text. Interpolation is refused: a document is a constant. */
export function documentsIn(file: string, source: string): { found: TaggedDocument[]; errors: string[] } {
  const found: TaggedDocument[] = [];
  const errors: string[] = [];
  for (const match of source.matchAll(CALL)) {
    const text = match[1] ?? "";
    try {
      if (text.includes("${")) throw new Error("a document may not contain ${…}");
      found.push({ file, text, document: parse(text) });
    } catch (error) {
      errors.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { found, errors };
}

/** Every document under a folder, in the order of file names. */
export function collectDocuments(folder: string): { found: TaggedDocument[]; errors: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith("gql"))
    .sort();
  const all = files.map((name) => {
    const file = path.join(folder, name);
    return documentsIn(file, readFileSync(file, "utf8"));
  });
  return { found: all.flatMap((one) => one.found), errors: all.flatMap((one) => one.errors) };
}

/** The fragment definitions of these documents by name. */
export function fragmentsOf(documents: TaggedDocument[]): Map<string, FragmentDefinitionNode> {
  const byName = new Map<string, FragmentDefinitionNode>();
  for (const { document } of documents)
    for (const definition of document.definitions)
      if (definition.kind === "FragmentDefinition") byName.set(definition.name.value, definition);
  return byName;
}

/** The fragments a document needs, its fragments' fragments included. Unknown names are left out. */
export function neededFragments(
  document: DocumentNode,
  byName: Map<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const own = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === "FragmentDefinition" ? [definition.name.value] : [],
    ),
  );
  const needed = new Map<string, FragmentDefinitionNode>();
  const follow = (node: DocumentNode | FragmentDefinitionNode) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = byName.get(name.value);
        if (!fragment || own.has(name.value) || needed.has(name.value)) return;
        needed.set(name.value, fragment);
        follow(fragment);
      },
    });
  follow(document);
  return [...needed.values()];
}
