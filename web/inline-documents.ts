import path from "node:path";
import { type DocumentNode, type FragmentDefinitionNode, Kind, print, stripIgnoredCharacters } from "graphql";
import type { Plugin } from "vite";
import { CALL, collectDocuments, documentsIn, fragmentsOf, neededFragments } from "./graphql-documents.ts";

/** Replaces each call in a source by its text and the fragments it needs. A broken document is left to fail loudly. */
export function inlineCalls(
  file: string,
  code: string,
  fragments: Map<string, FragmentDefinitionNode>,
): string {
  const byText = new Map(documentsIn(file, code).found.map(({ text, document }) => [text, document]));
  return code.replace(CALL, (call: string, text: string) => {
    const document = byText.get(text);
    if (!document) return call;
    const whole: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [...document.definitions, ...neededFragments(document, fragments)],
    };
    // The type was that of the generated overload, which the checker has read before this runs.
    return `(${JSON.stringify(stripIgnoredCharacters(print(whole)))} as never)`;
  });
}

/**
 * Puts each document where it is used. The generated map of all documents then falls away, so that a page carries
 * its own query only.
 */
export function inlineDocuments(): Plugin {
  const source = path.join(import.meta.dirname, "src");
  return {
    name: "inline-documents",
    enforce: "pre",
    transform(code, id) {
      const isSource = /\.tsx?$/.test(id) && !id.includes("/gql/");
      if (!isSource || code.search(CALL) < 0) return null;
      return { code: inlineCalls(id, code, fragmentsOf(collectDocuments(source).found)), map: null };
    },
  };
}
