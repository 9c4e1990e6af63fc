import { useRef } from "react";

/** A random key. `crypto.randomUUID` is missing on plain HTTP, where an office's own server may run. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * One key for each opening of a form. It stays the same when the answer was lost, so that a retry doubles nothing;
 * call `renew` after a success, when the form stays open for the next one.
 */
export function useIdempotencyKey(): { key: () => string; renew: () => void } {
  const key = useRef<string | null>(null);
  return {
    key: () => {
      key.current ??= newKey();
      return key.current;
    },
    renew: () => {
      key.current = null;
    },
  };
}
