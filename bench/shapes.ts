import { textOf, webOperations } from "../server/test/budget/documents.ts";
import type { About } from "./server.ts";

/** One thing that people ask for, as the web app asks for it. */
export type Shape = {
  name: string;
  as: "coordinator" | "liaison";
  /** The text of the web app's own operation, whole. */
  operation: string;
  variables(about: About): Record<string, unknown>;
};

/** Every shape that is measured. */
export function shapes(): Shape[] {
  const operations = new Map(webOperations().map((operation) => [operation.name, textOf(operation)]));
  const of = (name: string): string => {
    const text = operations.get(name);
    if (!text) throw new Error(`the web app asks for no ${name}`);
    return text;
  };
  const board = (name: string, filter: Record<string, unknown>, by = "NEEDS"): Shape => ({
    name: `board: ${name}`,
    as: "coordinator",
    operation: of("Board"),
    variables: () => ({ first: 50, filter, sort: { by, descending: false } }),
  });
  const search = (name: string, text: string): Shape => ({
    name: `search: ${name}`,
    as: "coordinator",
    operation: of("Search"),
    variables: () => ({ text }),
  });
  const partnership = ({ partnershipId }: About) => ({ id: `Partnership:${partnershipId}` });
  return [
    board("first page", {}),
    board("needs me", { needsMe: true }),
    board("late ten working days or more", { lateWorkdaysAtLeast: 10 }, "LATE"),
    board(
      "road sections with money stuck",
      { partnershipKind: "ROAD_SECTION", stuckWorkdaysAtLeast: 5 },
      "STUCK",
    ),
    board("a word of a name", { text: "水务" }),
    { name: "city page", as: "coordinator", operation: of("CityTotals"), variables: () => ({}) },
    {
      name: "partnership page, office",
      as: "coordinator",
      operation: of("Partnership"),
      variables: partnership,
    },
    {
      name: "partnership page, liaison",
      as: "liaison",
      operation: of("Partnership"),
      variables: partnership,
    },
    { name: "home, office", as: "coordinator", operation: of("Home"), variables: () => ({}) },
    { name: "home, liaison", as: "liaison", operation: of("Home"), variables: () => ({}) },
    search("one character", "西"),
    search("two characters", "西湖"),
    search("three characters", "西湖社"),
    search("initials", "xhsq"),
    search("pinyin", "xihushequ"),
    search("two characters, rare", "漪湖"),
  ];
}
