/** Seconds since a moment of `performance.now()`, for people: `0.4 s`. */
export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Says what begins and, when it was slow enough to wonder, how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  console.log(`${what} …`);
  const result = await work();
  if (performance.now() - start > 2_000) console.log(`  done in ${secondsSince(start)}`);
  return result;
}
