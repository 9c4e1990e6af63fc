import { posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** One import of a file. `target` is a path from the root of the repository, or a package's name as written. */
export type Import = { target: string; typeOnly: boolean; line: number };

/** A mention in the code that some border cares about, by its kind and what it names. */
export type Mention = { kind: "call" | "new" | "member"; name: string; arguments: number; line: number };

/** What the borders look at in one file. */
export type Source = { path: string; imports: Import[]; mentions: Mention[] };

type Expression = Parameters<
  NonNullable<ConstructorParameters<typeof Visitor>[0]["MemberExpression"]>
>[0]["object"];

// `a.b.c` as text, with `?` for what is not a plain name.
function nameOf(expression: Expression): string {
  switch (expression.type) {
    case "Identifier":
      return expression.name;
    case "ThisExpression":
      return "this";
    case "MemberExpression": {
      const { property } = expression;
      if (property.type === "Literal") return `${nameOf(expression.object)}.${property.value}`;
      return `${nameOf(expression.object)}.${!expression.computed && property.type === "Identifier" ? property.name : "?"}`;
    }
    case "ChainExpression":
      return nameOf(expression.expression);
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return nameOf(expression.expression);
    default:
      return "?";
  }
}

/**
 * Reads one file's imports (static, dynamic, re-exports) and mentions (calls, `new`, members).
 *
 * @param path from the root of the repository, with `/`.
 * @throws when the file does not parse.
 */
export function readSource(path: string, code: string): Source {
  const parsed = parseSync(path, code);
  const problem = parsed.errors[0];
  if (problem) throw new Error(`${path}: ${problem.message}`);
  const lineAt = (offset: number) => code.slice(0, offset).split("\n").length;
  const resolve = (specifier: string) =>
    specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier;

  const imports: Import[] = [
    ...parsed.module.staticImports.map((statement) => ({
      target: resolve(statement.moduleRequest.value),
      typeOnly: statement.entries.length > 0 && statement.entries.every((entry) => entry.isType),
      line: lineAt(statement.start),
    })),
    ...parsed.module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) =>
        entry.moduleRequest
          ? [
              {
                target: resolve(entry.moduleRequest.value),
                typeOnly: entry.isType,
                line: lineAt(statement.start),
              },
            ]
          : [],
      ),
    ),
    ...parsed.module.dynamicImports.map((expression) => ({
      // The module request of a dynamic import is source text, quotes included.
      target: resolve(
        code
          .slice(expression.moduleRequest.start, expression.moduleRequest.end)
          .replace(/^["'`]|["'`]$/g, ""),
      ),
      typeOnly: false,
      line: lineAt(expression.start),
    })),
  ];

  const mentions: Mention[] = [];
  new Visitor({
    CallExpression(node) {
      mentions.push({
        kind: "call",
        name: nameOf(node.callee),
        arguments: node.arguments.length,
        line: lineAt(node.start),
      });
    },
    TaggedTemplateExpression(node) {
      mentions.push({ kind: "call", name: nameOf(node.tag), arguments: 1, line: lineAt(node.start) });
    },
    NewExpression(node) {
      mentions.push({
        kind: "new",
        name: nameOf(node.callee),
        arguments: node.arguments.length,
        line: lineAt(node.start),
      });
    },
    MemberExpression(node) {
      mentions.push({ kind: "member", name: nameOf(node), arguments: 0, line: lineAt(node.start) });
    },
  }).visit(parsed.program);
  return { path, imports, mentions };
}
