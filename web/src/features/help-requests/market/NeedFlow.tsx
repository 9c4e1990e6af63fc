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
  /** Without the good, which stands above. */
  figure: (quantity: string | bigint) => string;
}

/** Part of the whole in percent, to a tenth; what is more than nothing shows. */
function percent(part: bigint, whole: bigint): string {
  if (part <= 0n || whole <= 0n) return "0%";
  return `${Math.min(100, Math.max(1.5, Number((part * 1000n) / whole) / 10))}%`;
}

/** The five quantities of a need as one bar and as figures: asked, taken on, on the way, received, in use. */
export function NeedFlow({ measure, say, figure, open, ...digits }: NeedFlowProps) {
  const t = useMessages(messages);
  const [asked, claimed, sent, received, used] = [
    BigInt(digits.asked),
    BigInt(digits.claimed),
    BigInt(digits.sent),
    BigInt(digits.received),
    BigInt(digits.used),
  ];
  const free = asked - claimed;
  const figures = [
    { what: t("flow.asked"), value: asked },
    { what: t("flow.claimed"), value: claimed },
    { what: t("flow.onTheWay"), value: sent - received },
    { what: t("flow.received"), value: received },
    // How money is used is told by expenses.
    { what: t("flow.used"), value: measure === "MONEY" ? null : used },
  ].map(({ what, value }) => ({
    what,
    value,
    quantity: value === null ? t("flow.expenses") : figure(value),
  }));
  return (
    <div className={classes.flow}>
      <div
        className={classes.track}
        role="img"
        aria-label={figures.map((one) => t("flow.of", one)).join(" · ")}
      >
        <span className={classes.claimed} style={{ width: percent(claimed, asked) }} />
        <span className={classes.sent} style={{ width: percent(sent, asked) }} />
        <span className={classes.received} style={{ width: percent(received, asked) }} />
        <span className={classes.used} style={{ width: percent(used, asked) }} />
      </div>
      <dl className={classes.figures}>
        {figures.map(({ what, value, quantity }) => (
          <div key={what} data-none={!value || undefined}>
            <dt>{what}</dt>
            <dd>{quantity}</dd>
          </div>
        ))}
      </dl>
      {open && free > 0n && <p className={classes.free}>{t("flow.free", { quantity: say(free) })}</p>}
    </div>
  );
}
