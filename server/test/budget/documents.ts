import { join } from "node:path";
import { type DocumentNode, Kind, type OperationDefinitionNode, print } from "graphql";
import {
  collectDocuments,
  fragmentsOf,
  neededFragments,
  type TaggedDocument,
} from "../../../web/graphql-documents.ts";

/** One operation that the web app sends, whole: with every fragment it needs. */
export type WebOperation = { name: string; kind: "query" | "mutation"; file: string; document: DocumentNode };

/** Every operation of the web app. @throws when a document cannot be read. */
export function webOperations(): WebOperation[] {
  const { found, errors } = collectDocuments(join(import.meta.dirname, "../../../web/src"));
  if (errors.length > 0) throw new Error(errors.join("\n"));
  const fragments = fragmentsOf(found);
  return found.flatMap(({ document, file }: TaggedDocument) =>
    document.definitions
      .filter(
        (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
      )
      .map((operation) => ({
        name: operation.name?.value ?? "",
        kind: operation.operation === "query" ? ("query" as const) : ("mutation" as const),
        file: file.slice(file.indexOf("web/src")),
        document: {
          kind: Kind.DOCUMENT,
          definitions: [
            operation,
            ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
            ...neededFragments(document, fragments),
          ],
        },
      })),
  );
}

/** The text of an operation, whole, as a client sends it. */
export function textOf({ document }: WebOperation): string {
  return print(document);
}
