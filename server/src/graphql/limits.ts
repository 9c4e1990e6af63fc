import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/** The bounds of one GraphQL document. */
export interface QueryLimits {
  /** Fields within fields. */
  depth: number;
  /** Aliased fields in the whole document, after fragments are expanded. */
  aliases: number;
  /** Fields directly below query or mutation. */
  rootFields: number;
  /** Directives in the whole document, after fragments are expanded. */
  directives: number;
  /** Fields answered at most, each list counted by what was asked of it. */
  complexity: number;
  /** What a list without `first` counts as. */
  defaultListSize: number;
}

/** Roomy for every screen of the product; a test holds the screens' own documents below them. */
export const QUERY_LIMITS: QueryLimits = {
  depth: 16,
  aliases: 40,
  rootFields: 20,
  directives: 40,
  complexity: 50_000,
  defaultListSize: 20,
};

/** Tokens after which the parser gives up. */
export const MAX_TOKENS = 4_000;

/** Why a document was refused; stands in `extensions.reason` beside the code BAD_REQUEST. */
export type LimitReason =
  | "TOO_DEEP"
  | "TOO_MANY_ALIASES"
  | "TOO_MANY_ROOT_FIELDS"
  | "TOO_MANY_DIRECTIVES"
  | "TOO_COMPLEX"
  | "ONE_OPERATION_ONLY"
  | "NUL_CHARACTER";

/** Whether a text in a JSON value holds the character NUL, which no text of the database can hold. */
export function holdsNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsNul);
}

/** The refusal of a NUL, in the document or its variables. */
export function nulError(): GraphQLError {
  const reason: LimitReason = "NUL_CHARACTER";
  return new GraphQLError("A text holds the character NUL.", {
    extensions: { code: "BAD_REQUEST", reason, http: { status: 400 } },
  });
}

/** Validation rule that refuses texts with the character NUL written in the document itself. */
export function refuseNul(context: ValidationContext): ASTVisitor {
  return {
    StringValue(node) {
      if (holdsNul(node.value)) context.reportError(nulError());
    },
  };
}

interface Measure {
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  complexity: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, rootFields: 0, directives: 0, complexity: 0 };

/**
 * Validation rule that bounds a document before any of it runs. Fragments are measured once each and
 * counted wherever they are spread, so that a short document cannot unfold into a huge one.
 * A document with a cycle of fragments is left to the standard rule that refuses it.
 */
export function limitQueries(limits: QueryLimits = QUERY_LIMITS): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document: DocumentNode) {
      const refuse = (reason: LimitReason, message: string, limit: number) =>
        context.reportError(
          new GraphQLError(message, { extensions: { code: "BAD_REQUEST", reason, limit } }),
        );

      const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
      if (operations.length > 1) refuse("ONE_OPERATION_ONLY", "A document holds one operation.", 1);

      for (const operation of operations.slice(0, 1)) {
        const root = context.getSchema().getRootType(operation.operation) ?? undefined;
        // The standard rules pass over an operation that the schema does not have.
        if (!root) context.reportError(new GraphQLError("There are queries and mutations only."));
        const measured = measureSelections(operation.selectionSet, root, {
          context,
          limits,
          fragments: new Map(),
          open: new Set(),
        });
        const directives = measured.directives + (operation.directives?.length ?? 0);
        if (measured.depth > limits.depth)
          refuse("TOO_DEEP", "The document is nested too deeply.", limits.depth);
        if (measured.aliases > limits.aliases)
          refuse("TOO_MANY_ALIASES", "The document has too many aliases.", limits.aliases);
        if (measured.rootFields > limits.rootFields)
          refuse("TOO_MANY_ROOT_FIELDS", "The document asks for too many things at once.", limits.rootFields);
        if (directives > limits.directives)
          refuse("TOO_MANY_DIRECTIVES", "The document has too many directives.", limits.directives);
        if (measured.complexity > limits.complexity)
          refuse("TOO_COMPLEX", "The document could answer with too many rows.", limits.complexity);
      }
      return undefined;
    },
  });
}

interface Walk {
  context: ValidationContext;
  limits: QueryLimits;
  fragments: Map<string, Measure>;
  /** Fragments being measured right now; meeting one again is a cycle. */
  open: Set<string>;
}

/** Measures a selection set; `rootFields` counts its direct fields, through fragments. */
function measureSelections(
  set: SelectionSetNode,
  parent: GraphQLOutputType | undefined,
  walk: Walk,
): Measure {
  const total = { ...NOTHING };
  for (const selection of set.selections) {
    total.directives += selection.directives?.length ?? 0;
    let part: Measure;
    if (selection.kind === Kind.FIELD) part = measureField(selection, parent, walk);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value;
      part = measureSelections(selection.selectionSet, typeNamed(name, walk) ?? parent, walk);
    } else part = measureFragment(selection.name.value, walk);
    total.depth = Math.max(total.depth, part.depth);
    total.aliases += part.aliases;
    total.rootFields += part.rootFields;
    total.directives += part.directives;
    total.complexity += part.complexity;
  }
  return total;
}

function measureField(field: FieldNode, parent: GraphQLOutputType | undefined, walk: Walk): Measure {
  const named = parent && getNamedType(parent);
  const type =
    isObjectType(named) || isInterfaceType(named) ? named.getFields()[field.name.value]?.type : undefined;
  const below = field.selectionSet ? measureSelections(field.selectionSet, type, walk) : NOTHING;
  return {
    depth: below.depth + 1,
    aliases: below.aliases + (field.alias ? 1 : 0),
    rootFields: 1,
    directives: below.directives,
    complexity: 1 + below.complexity * sizeOf(field, type, walk.limits),
  };
}

function measureFragment(name: string, walk: Walk): Measure {
  const known = walk.fragments.get(name);
  if (known) return known;
  const fragment = walk.context.getFragment(name);
  if (!fragment || walk.open.has(name)) return NOTHING;
  walk.open.add(name);
  const type = typeNamed(fragment.typeCondition.name.value, walk);
  const measured = measureSelections(fragment.selectionSet, type, walk);
  const withOwn = { ...measured, directives: measured.directives + (fragment.directives?.length ?? 0) };
  walk.open.delete(name);
  walk.fragments.set(name, withOwn);
  return withOwn;
}

function typeNamed(name: string | undefined, walk: Walk): GraphQLOutputType | undefined {
  const type = name === undefined ? undefined : walk.context.getSchema().getType(name);
  return isCompositeType(type) ? type : undefined;
}

/** How many rows a field stands for: what `first` or `last` asks, a variable or a plain list as a usual page. */
function sizeOf(field: FieldNode, type: GraphQLOutputType | undefined, limits: QueryLimits): number {
  const asked = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last")?.value;
  if (asked?.kind === Kind.INT) return Math.max(1, Number(asked.value));
  if (asked?.kind === Kind.VARIABLE) return limits.defaultListSize;
  // The list inside a connection (edges, nodes) was counted at the connection.
  if (field.name.value === "edges" || field.name.value === "nodes") return 1;
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) && isCompositeType(getNamedType(bare)) ? limits.defaultListSize : 1;
}
