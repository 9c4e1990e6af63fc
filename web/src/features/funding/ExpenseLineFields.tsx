import { Button } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { NOTHING_TYPED, prefilled, type TypedQuantity } from "../../lib/typed-quantity.ts";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { Chest } from "./chests.ts";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";
import { spread } from "./plan.ts";

/** What is taken from each purse, by its id. */
export type Shares = Record<string, TypedQuantity>;

/** The oldest money first. */
export function suggestedShares(chest: Chest, amount: bigint): Shares {
  const parts = spread(amount, chest.purses);
  return Object.fromEntries([...parts].map(([id, part]) => [id, prefilled(chest.measure, part)]));
}

interface ExpenseLineFieldsProps {
  chest: Chest;
  /** The voucher's amount and what the shares come to, in minor units. */
  amount: bigint;
  sum: bigint;
  shares: Shares;
  onChange: (shares: Shares) => void;
  /** Back to the suggestion, once it was changed. */
  onSuggest: (() => void) | null;
  say: (value: string | bigint) => string;
}

/** Whose money a voucher spends: one field per pledge with something left; the sum is said at once. */
export function ExpenseLineFields(props: ExpenseLineFieldsProps) {
  const { chest, amount, sum, shares, onChange, onSuggest, say } = props;
  const t = useMessages(messages);
  return (
    <fieldset className={classes.group}>
      <div>
        <div className={classes.name}>{t("record.from")}</div>
        <div className={classes.quiet}>{t("record.fromHint")}</div>
      </div>
      {chest.purses.map(({ id, giver, purpose, available }) => {
        const share = shares[id] ?? NOTHING_TYPED;
        const over = share.quantity !== null && BigInt(share.quantity) > available;
        return (
          <QuantityField
            key={id}
            label={t("record.line", { giver, purpose, amount: say(available) })}
            measure={chest.measure}
            unit={chest.good}
            value={share.text}
            onChange={(text, quantity) => onChange({ ...shares, [id]: { text, quantity } })}
            error={over ? t("record.lineTooMuch", { amount: say(available) }) : null}
          />
        );
      })}
      <p className={classes.sum} aria-live="polite" data-fits={sum === amount || undefined}>
        {sum < amount
          ? t("record.short", { sum: say(sum), rest: say(amount - sum) })
          : sum > amount
            ? t("record.over", { sum: say(sum), rest: say(sum - amount) })
            : t("record.fits", { amount: say(amount) })}
      </p>
      {onSuggest && (
        <Button variant="subtle" style={{ justifySelf: "start" }} onClick={onSuggest}>
          {t("record.again")}
        </Button>
      )}
    </fieldset>
  );
}
