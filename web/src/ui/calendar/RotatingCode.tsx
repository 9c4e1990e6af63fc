import { useEffect, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { QrCode } from "../QrCode.tsx";
import classes from "./calendar.module.css";
import { messages } from "./messages.ts";

interface RotatingCodeProps {
  /** What the code says now; the owner gives the next one in time. */
  text: string;
  label: string;
  /** The instant from which it is another one. */
  changesAt: string;
  /** How long one stands, in seconds. */
  every: number;
}

/** A code that changes by itself, as large as the screen takes it, with the seconds that are left. */
export function RotatingCode({ text, label, changesAt, every }: RotatingCodeProps) {
  const t = useMessages(messages);
  const left = () => Math.max(0, Math.ceil((Date.parse(changesAt) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it counts to another instant with each code.
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  }, [changesAt]);
  return (
    <div className={classes.code}>
      <QrCode text={text} label={label} big />
      <progress value={seconds} max={every} aria-label={t("code.countdown")} />
      <span className={classes.rest} aria-hidden>
        {t("code.left", { seconds })}
      </span>
    </div>
  );
}
