/** How many commands run at once: two cores keep about so many busy, the database's waiting included. */
const AT_ONCE = 6;

/** Does something with every entry, several at a time, begun in their order. Ends at the first failure. */
export async function inParallel<T>(entries: readonly T[], work: (entry: T) => Promise<void>): Promise<void> {
  const waiting = entries.values();
  const worker = async () => {
    for (const entry of waiting) await work(entry);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, entries.length) }, worker));
}
