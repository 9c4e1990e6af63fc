/** What a toast says and whether it went well. `action` is undo where undo is honest. */
export interface Toast {
  id: number;
  tone: "done" | "failed";
  text: string;
  action?: { label: string; run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Removes a toast. */
export function dismissToast(id: number): void {
  set(toasts.filter((it) => it.id !== id));
}

/** Says something at the edge of the screen, aloud to screen readers; failures stay until closed. */
export function toast(text: string, options: { tone?: Toast["tone"]; action?: Toast["action"] } = {}): void {
  const id = nextId++;
  const { tone = "done", action } = options;
  set([...toasts.slice(-2), { id, tone, text, ...(action ? { action } : {}) }]);
  if (tone === "done") setTimeout(() => dismissToast(id), action ? 10_000 : 6_000);
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => toasts,
};
