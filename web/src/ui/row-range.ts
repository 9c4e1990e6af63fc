/** The keys from `from` to `to`, both included, in the order of the list; `to` alone when `from` is not in it. */
export function rangeBetween(keys: readonly string[], from: string | null, to: string): string[] {
  const first = from === null ? -1 : keys.indexOf(from);
  const last = keys.indexOf(to);
  if (first < 0 || last < 0) return [to];
  return keys.slice(Math.min(first, last), Math.max(first, last) + 1);
}
