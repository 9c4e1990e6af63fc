import type { Measure } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

interface NeedFlowProps {
  measure: Measure;
  /** Digits in minor units. */
  asked: string;
  claimed: string;
  sent: string;
  received: string;
  used: string;
  /** Whether units can take it on now. */
  open: boolean;
  say: (quantity: string | bigint) => string;
}

/** Part of the whole in percent, to a tenth; what is more than nothing shows. */
function percent(part: bigint, whole: bigint): string {
  if (part <= 0n || whole <= 0n) return "0%";
  return `${Math.min(100, Math.max(1.5, Number((part * 1000n) / whole) / 10))}%`;
}

/** The five quantities of a need as one bar, each in words: asked, taken on, on the way, received, in use. */
export function NeedFlow({ measure, say, open, ...digits }: NeedFlowProps) {
  const t = useMessages(messages);
  const [asked, claimed, sent, received, used] = [
    BigInt(digits.asked),
    BigInt(digits.claimed),
    BigInt(digits.sent),
    BigInt(digits.received),
    BigInt(digits.used),
  ];
  const free = asked - claimed;
  const words = [
    { text: t("flow.asked", { quantity: say(asked) }), value: asked },
    { text: t("flow.claimed", { quantity: say(claimed) }), value: claimed },
    { text: t("flow.onTheWay", { quantity: say(sent - received) }), value: sent - received },
    { text: t("flow.received", { quantity: say(received) }), value: received },
    measure === "MONEY"
      ? { text: t("flow.expenses"), value: 0n }
      : { text: t("flow.used", { quantity: say(used) }), value: used },
    ...(open && free > 0n ? [{ text: t("flow.free", { quantity: say(free) }), value: free }] : []),
  ];
  return (
    <div className={classes.flow}>
      <div className={classes.track} role="img" aria-label={words.map(({ text }) => text).join(" · ")}>
        <span className={classes.claimed} style={{ width: percent(claimed, asked) }} />
        <span className={classes.sent} style={{ width: percent(sent, asked) }} />
        <span className={classes.received} style={{ width: percent(received, asked) }} />
        <span className={classes.used} style={{ width: percent(used, asked) }} />
      </div>
      <ul className={classes.words}>
        {words.map(({ text, value }) => (
          <li key={text} data-none={value === 0n || undefined}>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
