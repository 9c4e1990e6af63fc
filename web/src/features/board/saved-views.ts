import { useQuery } from "urql";
import type { SavedViewsQuery } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useViewer } from "../../lib/viewer.ts";
import { validateBoardSearch } from "../../routes/search.ts";
import { type BoardState, readBoard, writeBoard } from "./board-address.ts";

const SavedViews = graphql(`
  query SavedViews($officeId: ID!) {
    savedViews(officeId: $officeId) { id name parameters shared mine version owner { id name } }
  }
`);

/** A view as the server keeps it, with the board that it stands for. */
export type SavedView = SavedViewsQuery["savedViews"][number] & { key: string; state: BoardState };

/** A board as the texts that a view keeps. */
export function parametersOf(state: BoardState): string {
  const texts = Object.entries(writeBoard(state)).map(([key, value]) => [key, String(value)]);
  return JSON.stringify(Object.fromEntries(texts));
}

/** The board that a view's texts stand for; what can't be read is as if absent. */
export function stateOf(parameters: string): BoardState {
  try {
    const texts: unknown = JSON.parse(parameters);
    return readBoard(validateBoardSearch(typeof texts === "object" && texts !== null ? { ...texts } : {}));
  } catch {
    return readBoard({});
  }
}

/** The views of the office in whose role the person looks, else of its first; without an office there is no id. */
export function useSavedViews(): { officeId: string; views: SavedView[] } {
  const viewer = useViewer();
  const memberships = viewer.kind === "signedIn" ? viewer.viewer.memberships : [];
  const chosen = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const officeId =
    [chosen, ...memberships].find((it) => it?.organization.kind === "OFFICE")?.organization.id ?? "";
  const [{ data }] = useQuery({ query: SavedViews, variables: { officeId }, pause: officeId === "" });
  const views = (data?.savedViews ?? []).map((view) => ({
    ...view,
    key: uuidOf(view.id),
    state: stateOf(view.parameters),
  }));
  return { officeId, views };
}

/** Whether a board is exactly what the view keeps. */
export function isUnchanged(view: SavedView, state: BoardState): boolean {
  return parametersOf(view.state) === parametersOf(state);
}
