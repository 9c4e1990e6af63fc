import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/** Whether a request asks for one of these fields of what is being resolved, directly or through a fragment. */
export function asksFor(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  const within = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return fields.includes(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return within(selection.selectionSet);
      return within(info.fragments[selection.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => within(node.selectionSet));
}
