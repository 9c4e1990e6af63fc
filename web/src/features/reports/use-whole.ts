import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether a long table is shown whole: when somebody asks for it, and always on paper. */
export function useWhole(): [whole: boolean, show: () => void] {
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    // The page is drawn for paper right after this event: the rows must be there by then.
    const all = () => flushSync(() => setWhole(true));
    window.addEventListener("beforeprint", all);
    return () => window.removeEventListener("beforeprint", all);
  }, []);
  return [whole, () => setWhole(true)];
}
