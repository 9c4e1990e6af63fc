/** The value below which a share of the values lies; of few values the largest. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

type Shown = { p50: number; p99: number; statements: number; bytes: number };

/** One line of the table: both data sets, and how much the larger one costs more. */
export function show(name: string, small: Shown, large: Shown): string {
  const part = ({ p50, p99, statements, bytes }: Shown) =>
    `${p50.toFixed(1).padStart(7)} ${p99.toFixed(1).padStart(7)} ${statements.toFixed(1).padStart(5)} ${(bytes / 1000).toFixed(1).padStart(6)}k`;
  return `${name.padEnd(34)} |${part(small)} |${part(large)} | × ${(large.p50 / small.p50).toFixed(2)}`;
}

/** What the columns of the table are. */
export const HEAD = `${"".padEnd(34)} | small: p50 ms, p99 ms, SQL, bytes | large: the same           | p50 large / small`;
