import path from "node:path";
import { type DocumentNode, Kind, print, stripIgnoredCharacters } from "graphql";
import type { Plugin } from "vite";
import { collectDocuments, documentsIn, fragmentsOf, neededFragments } from "./graphql-documents.ts";

/**
 * Replaces each `graphql(`…`)` call by its text with the fragments it needs. The generated map of all documents
 * then falls away, so that a page carries its own query only.
 */
export function inlineDocuments(): Plugin {
  const source = path.join(import.meta.dirname, "src");
  return {
    name: "inline-documents",
    enforce: "pre",
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || !code.includes("graphql(`") || id.includes("/gql/")) return null;
      const fragments = fragmentsOf(collectDocuments(source).found);
      let result = code;
      for (const { text, document } of documentsIn(id, code).found) {
        const whole: DocumentNode = {
          kind: Kind.DOCUMENT,
          definitions: [...document.definitions, ...neededFragments(document, fragments)],
        };
        const literal = JSON.stringify(stripIgnoredCharacters(print(whole)));
        const call = code.match(
          new RegExp(`\\bgraphql\\(\\s*\`${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\`\\s*,?\\s*\\)`),
        );
        // The type stays that of the generated overload, which the checker has already read.
        if (call) result = result.replace(call[0], () => `(${literal} as never)`);
      }
      return { code: result, map: null };
    },
  };
}
