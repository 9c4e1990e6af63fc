import { useCallback, useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Shows the sheet while the browser prints, whether a button or the browser's own menu began it. */
export function usePrint() {
  const [printing, setPrinting] = useState<"no" | "asked" | "printing">("no");
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting((now) => (now === "asked" ? now : "printing")));
    const end = () => setPrinting("no");
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return {
    /** Whether the sheet is to be there. */
    shown: printing !== "no",
    /** Begins by the button: the browser is asked once the sheet is complete. */
    begin: () => setPrinting("asked"),
    ready: useCallback(() => {
      if (printing === "asked") window.print();
    }, [printing]),
  };
}
