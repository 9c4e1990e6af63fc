import { IconHourglass } from "@tabler/icons-react";
import { formatMoney, formatMoneyShort } from "../lib/format.ts";
import { useMessages } from "../lib/i18n.ts";
import { useLocale } from "../lib/locale.tsx";
import classes from "./MoneyRiver.module.css";
import { messages } from "./messages.ts";
import { Why } from "./Why.tsx";

/** The four words of money; pledged is not sent, sent is not received, received is not spent. */
export type Station = "pledged" | "sent" | "received" | "spent";

const STATIONS: readonly Station[] = ["pledged", "sent", "received", "spent"];

/** Money that sits still after a station, since when, and who must act. */
export interface StuckMoney {
  after: Station;
  fen: string | bigint;
  days: number;
  waitsFor: "GIVER" | "RECEIVER" | "OFFICE";
  /** Why it sits there, when that is more than not having gone on. */
  because?: "overdue" | "disputed" | "returning";
  /** What explains it in the page's drawer. */
  why?: string;
}

interface MoneyRiverProps {
  /** Digits in fen of what ever reached each station. */
  amounts: Record<Station, string | bigint>;
  stuck?: StuckMoney[];
  /** Opens the facts of a station. */
  onStation?: (station: Station) => void;
}

/** A smooth band whose height at each station is its amount, in scale with the largest. */
function bandPath(heights: number[]): string {
  const middle = 24;
  const xs = heights.map((_, at) => at * 100);
  const half = heights.map((height) => height / 2);
  const top = xs.map((x, at) => {
    const y = middle - (half[at] ?? 0);
    const before = middle - (half[at - 1] ?? 0);
    return at === 0 ? `M0 ${y}` : `C${x - 50} ${before} ${x - 50} ${y} ${x} ${y}`;
  });
  const bottom = xs.toReversed().map((x, back) => {
    const at = xs.length - 1 - back;
    const y = middle + (half[at] ?? 0);
    const before = middle + (half[at + 1] ?? 0);
    return back === 0 ? `L${x} ${y}` : `C${x + 50} ${before} ${x + 50} ${y} ${x} ${y}`;
  });
  return `${top.join(" ")} ${bottom.join(" ")} Z`;
}

/** Pledged → sent → received → spent, the band between in scale, with labels where money sits still. */
export function MoneyRiver({ amounts, stuck = [], onStation }: MoneyRiverProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const values = STATIONS.map((station) => BigInt(amounts[station]));
  let most = 1n;
  for (const value of values) if (value > most) most = value;
  const heights = values.map((value) =>
    value > 0n ? Math.max(2, (Number((value * 1000n) / most) / 1000) * 44) : 0,
  );
  return (
    <figure className={classes.root}>
      <figcaption className={classes.caption}>{t("river.caption")}</figcaption>
      <svg className={classes.band} viewBox="-50 0 400 48" preserveAspectRatio="none" aria-hidden="true">
        <path d={bandPath(heights)} />
        {heights.map((height, at) => (
          <line
            key={STATIONS[at]}
            x1={at * 100}
            x2={at * 100}
            y1={24 - height / 2 - 2}
            y2={24 + height / 2 + 2}
          />
        ))}
      </svg>
      <ol className={classes.stations}>
        {STATIONS.map((station, at) => {
          const value = values[at] ?? 0n;
          const content = (
            <>
              <span className={classes.name}>{t(`river.${station}`)}</span>
              <span className={classes.amount} title={formatMoney(value, locale)}>
                {formatMoneyShort(value, locale)}
              </span>
            </>
          );
          return (
            <li key={station}>
              {onStation ? (
                <button type="button" className={classes.station} onClick={() => onStation(station)}>
                  {content}
                </button>
              ) : (
                <div className={classes.station}>{content}</div>
              )}
            </li>
          );
        })}
      </ol>
      {stuck.length > 0 && (
        <ul className={classes.stuck}>
          {stuck.map(({ after, fen, days, waitsFor, because, why }) => (
            <li key={`${after}${waitsFor}${because ?? ""}`}>
              <IconHourglass size={18} aria-hidden />
              <span>
                {why ? <Why address={why}>{formatMoney(fen, locale)}</Why> : formatMoney(fen, locale)}
                {" · "}
                {t("river.stuck", {
                  station: because ? t(`river.because.${because}`) : t(`river.${after}`),
                  days,
                  who: t(`river.waits.${waitsFor}.${after}`),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
