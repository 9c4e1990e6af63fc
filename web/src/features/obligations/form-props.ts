import type { PromiseInHand } from "./promise.ts";

/** What every form about one obligation gets. */
export interface FormProps {
  promise: PromiseInHand;
  /** Closes the form: done, or given up. */
  onClose: () => void;
}
