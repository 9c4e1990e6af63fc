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

/** The number in the id of a division. */
export function divisionNumberOf(id: string): number {
  const match = /^Division:([1-9]\d{0,8})$/.exec(id);
  if (!match) throw Rejection.notFound();
  return Number(match[1]);
}

const NO_UUID = "00000000-0000-0000-0000-000000000000";

/** The uuid in an id that filters a list; one that fits nothing when the id is of another form, so that the list is empty. */
export function uuidIn(type: string, id: string): string {
  const uuid = id.startsWith(`${type}:`) ? id.slice(type.length + 1) : "";
  return isId(uuid) ? uuid : NO_UUID;
}

/** Like `uuidIn` for the number in an id; null when it is absent or of another form. */
export function numberIn(type: string, id: string | null | undefined): number | null {
  const digits = id?.startsWith(`${type}:`) ? id.slice(type.length + 1) : "";
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
}
