import {
  formatMoney,
  formatQuantity,
  formatRelativeDay,
  fromMinor,
  type Measure,
  todayInChina,
} from "../lib/format.ts";
import { useMessages } from "../lib/i18n.ts";
import { useLocale } from "../lib/locale.tsx";
import { messages } from "./messages.ts";
import classes from "./PromiseBar.module.css";

interface PromiseBarProps {
  /** What is measured, and the city's word for one of it. */
  measure: Measure;
  unit?: string | null;
  /** Digits in minor units. */
  owed: string | bigint;
  claimed: string | bigint;
  accepted: string | bigint;
  /** Where the pace should be today, 0 to 1. */
  pace?: number;
  /** The local date it is due. */
  dueOn?: string;
  /** The day from which it is looked at, when that is a past one. */
  today?: string;
  /** `bar` shows the track alone, for dense tables; the words are then its label. */
  show?: "all" | "bar";
  /** Other words for the same track, where "awaiting" would be wrong: a need that a unit has taken on. */
  words?: readonly string[];
}

/** Part of a whole in percent, exact until the last step; at most 100. */
function percent(part: bigint, whole: bigint): number {
  if (whole <= 0n) return part > 0n ? 100 : 0;
  const tenths = Number((part * 1000n) / whole);
  return Math.min(100, Math.max(part > 0n ? 1 : 0, tenths / 10));
}

/** A promise on one track: outline is owed, tint is claimed, solid is accepted, a tick is today's pace. */
export function PromiseBar({
  measure,
  unit,
  owed,
  claimed,
  accepted,
  pace,
  dueOn,
  today = todayInChina(),
  show = "all",
  words: given,
}: PromiseBarProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [whole, said, confirmed] = [BigInt(owed), BigInt(claimed), BigInt(accepted)];
  // Accepted, awaiting and missing are told apart, so that together they are what is owed.
  const covered = said > confirmed ? said : confirmed;
  const awaiting = covered - confirmed;
  const missing = whole > covered ? whole - covered : 0n;
  const open = confirmed < whole;
  const quantity = (value: bigint) => formatQuantity({ measure, value, ...(unit ? { unit } : {}) }, locale);
  const first =
    measure === "MONEY"
      ? t("bar.accepted", {
          accepted: locale === "zh" ? fromMinor(confirmed, 2, true) : formatMoney(confirmed, locale),
          owed: formatMoney(whole, locale),
        })
      : measure === "DONE"
        ? quantity(confirmed)
        : t("bar.accepted", {
            accepted: quantity(confirmed).replace(unit ? ` ${unit}` : / [^ ]+$/, ""),
            owed: quantity(whole),
          });
  const late = dueOn !== undefined && dueOn < today && missing > 0n;
  const words =
    given ??
    [
      first,
      awaiting > 0n && t("bar.awaiting", { quantity: quantity(awaiting) }),
      missing > 0n && measure !== "DONE" && t("bar.missing", { quantity: quantity(missing) }),
      dueOn &&
        open &&
        t(dueOn < today ? "bar.wasDue" : "bar.due", { when: formatRelativeDay(dueOn, locale, today) }),
    ].filter((word) => typeof word === "string");
  const showPace = pace !== undefined && pace > 0 && pace < 1 && open;
  return (
    <div className={classes.root} data-show={show}>
      <div className={classes.track} role="img" aria-label={words.join(" · ")} title={words.join(" · ")}>
        <div className={classes.fills}>
          <div className={classes.claimed} style={{ width: `${percent(said, whole)}%` }} />
          <div className={classes.accepted} style={{ width: `${percent(confirmed, whole)}%` }} />
        </div>
        {showPace && <div className={classes.pace} style={{ left: `${pace * 100}%` }} />}
      </div>
      {show === "all" && (
        <div className={classes.words} aria-hidden>
          {words.map((word, at) => (
            <span key={word} data-late={(late && at === words.length - 1) || undefined}>
              {word}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
