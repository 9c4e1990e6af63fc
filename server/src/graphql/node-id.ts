import { GraphQLError } from "graphql";
import { isId } from "../kernel/ids.ts";
import { Rejection } from "../kernel/result.ts";

/** The id of a thing as clients know it. */
export function nodeId(type: string, id: string): string {
  return `${type}:${id}`;
}

/** The uuid in a client's id of the expected type. Anything else is simply not found. */
export function uuidOf(type: string, id: string): string {
  const prefix = `${type}:`;
  const uuid = id.startsWith(prefix) ? id.slice(prefix.length) : "";
  if (!isId(uuid)) throw Rejection.notFound();
  return uuid;
}

/** Like `uuidOf` for an id that may be absent. */
export function optionalUuidOf(type: string, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : uuidOf(type, id);
}

/** The uuid in an id that filters a list; a text that is no id of the type is a wrong request (BAD_REQUEST). */
export function uuidIn(type: string, id: string): string {
  const prefix = `${type}:`;
  const uuid = id.startsWith(prefix) ? id.slice(prefix.length) : "";
  if (!isId(uuid)) {
    throw new GraphQLError(`not an id of a ${type}`, { extensions: { code: "BAD_REQUEST" } });
  }
  return uuid;
}

/** Like `uuidIn` for an id that may be absent. */
export function filterUuidOf(type: string, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : uuidIn(type, id);
}

const DIVISION_ID = /^Division:([1-9]\d{0,8})$/;

/** The number in the id of a division. */
export function divisionNumberOf(id: string): number {
  const match = DIVISION_ID.exec(id);
  if (!match) throw Rejection.notFound();
  return Number(match[1]);
}

/** Like `divisionNumberOf` for a query's filter that may be absent; a text of another form is a wrong request. */
export function filterDivisionOf(id: string | null | undefined): number | null {
  if (id === null || id === undefined) return null;
  const match = DIVISION_ID.exec(id);
  if (!match) throw new GraphQLError("not an id of a Division", { extensions: { code: "BAD_REQUEST" } });
  return Number(match[1]);
}
