import { useEffect, useMemo, useState } from "react";
import { type BoardRow, rowKey } from "./board-row.ts";

interface Loaded {
  rows: readonly BoardRow[];
  hasMore: boolean;
  loading: boolean;
  more: () => void;
}

/**
 * The chosen rows. Only rows that are loaded and match count, so that nothing out of sight is acted on. `all` fetches
 * what is missing first.
 */
export function useSelection({ rows, hasMore, loading, more }: Loaded) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [gathering, setGathering] = useState(false);
  const chosen = useMemo(() => rows.filter((row) => keys.has(rowKey(row))), [rows, keys]);
  const selected = useMemo(() => new Set(chosen.map(rowKey)), [chosen]);
  useEffect(() => {
    if (!gathering || loading) return;
    if (hasMore) return more();
    setKeys(new Set(rows.map(rowKey)));
    setGathering(false);
  }, [gathering, loading, hasMore, more, rows]);
  return {
    chosen,
    selected,
    select: setKeys,
    gathering,
    all: () => setGathering(true),
    clear: () => {
      setKeys(new Set());
      setGathering(false);
    },
  };
}
