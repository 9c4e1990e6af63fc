import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import type { Measure } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { prefilled, type TypedQuantity } from "../../../lib/typed-quantity.ts";
import { QuantityField } from "../../../ui/QuantityField.tsx";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

/** One tap more or less, in minor units: 500 yuan, one piece, one hour, once. */
export const STEPS: Readonly<Record<Measure, bigint>> = {
  MONEY: 50_000n,
  GOODS: 1_000n,
  MINUTES: 60n,
  COUNT: 1n,
  DONE: 1n,
};

interface StepperProps {
  label: string;
  measure: Measure;
  unit: string | null;
  amount: TypedQuantity;
  onChange: (amount: TypedQuantity) => void;
}

/** How much, in taps; the field between takes what is typed, as anywhere. */
export function Stepper({ label, measure, unit, amount, onChange }: StepperProps) {
  const t = useMessages(messages);
  const step = STEPS[measure];
  const now = BigInt(amount.quantity ?? "0");
  return (
    <div className={classes.stepper}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t("ask.less")}
        disabled={now <= step}
        onClick={() => onChange(prefilled(measure, now - step))}
      >
        <IconMinus size={20} aria-hidden />
      </ActionIcon>
      <QuantityField
        label={label}
        measure={measure}
        unit={unit}
        value={amount.text}
        onChange={(text, quantity) => onChange({ text, quantity })}
        required
      />
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t("ask.more")}
        onClick={() => onChange(prefilled(measure, now + step))}
      >
        <IconPlus size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}
