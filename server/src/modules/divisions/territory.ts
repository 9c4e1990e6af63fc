/**
 * Arithmetic of paths: ids from the root to a division, `/1/23/456/`. A territory is a prefix; the closing slash keeps `/1/2/`
 * apart from `/1/23/`.
 */

/** The path of a division under a parent (null: at the root). */
export function childPath(parentPath: string | null, id: number): string {
  return `${parentPath ?? "/"}${id}/`;
}

/** Whether a division lies in a territory; a territory lies in itself. */
export function isWithin(path: string, territory: string): boolean {
  return path.startsWith(territory);
}

/** The ids from the root down to the division itself. */
export function pathIds(path: string): number[] {
  return path.split("/").filter(Boolean).map(Number);
}

/** The path of a division in a subtree that moved from `oldRoot` to `newRoot`; RangeError when it was not in it. */
export function rebase(path: string, oldRoot: string, newRoot: string): string {
  if (!path.startsWith(oldRoot)) throw new RangeError(`${path} does not lie in ${oldRoot}`);
  return newRoot + path.slice(oldRoot.length);
}
