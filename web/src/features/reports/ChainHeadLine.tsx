import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

interface ChainHeadLineProps {
  head?: { seq: string; hash: string } | null;
  /** The fingerprint of a sealed report. */
  sha256?: string | undefined;
}

/** By what a printed page can be held against the chain later. */
export function ChainHeadLine({ head, sha256 }: ChainHeadLineProps) {
  const t = useMessages(messages);
  return (
    <footer className={classes.proof}>
      {sha256 && <span>{t("proof.report", { sha256 })}</span>}
      {head && <span>{t("proof.chain", { seq: head.seq, hash: head.hash })}</span>}
    </footer>
  );
}
