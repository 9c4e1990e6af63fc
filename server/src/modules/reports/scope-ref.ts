import { divisionNumberOf, nodeId, uuidOf } from "../../graphql/node-id.ts";
import type { ReportScope, ScopeRef } from "./report.ts";

const idTypes = { UNIT: "Organization", COMMUNITY: "Organization", CITY: "City" } as const;

/** The id of a report's scope as clients know it. */
export function scopeId({ scope, id }: ScopeRef): string {
  return scope === "DISTRICT" ? nodeId("Division", id) : nodeId(idTypes[scope], id);
}

/** What a client's arguments name; not found for an id of another type. */
export function scopeRefOf(scope: ReportScope, id: string): ScopeRef {
  return { scope, id: scope === "DISTRICT" ? String(divisionNumberOf(id)) : uuidOf(idTypes[scope], id) };
}
