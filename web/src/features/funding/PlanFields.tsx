import { CloseButton } from "@mantine/core";
import { type Measure, todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";
import { checkPlan, type InstalmentDraft } from "./plan.ts";

interface PlanFieldsProps {
  measure: Measure;
  good: string | null;
  /** What the instalments must sum to, in minor units. */
  total: bigint;
  plan: readonly InstalmentDraft[];
  onChange: (plan: InstalmentDraft[]) => void;
  say: (value: string | bigint) => string;
  /** Offers to remove an instalment. */
  removable?: boolean;
}

/** Instalments with their days; what they sum to is said at once. */
export function PlanFields({ measure, good, total, plan, onChange, say, removable }: PlanFieldsProps) {
  const t = useMessages(messages);
  const { sum, complete, inOrder, fits } = checkPlan(plan, total);
  const set = (key: string, change: Partial<InstalmentDraft>) =>
    onChange(plan.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <>
      {plan.map(({ key, amount, dueOn }, at) => (
        <div key={key} className={classes.instalment}>
          <QuantityField
            label={t("plan.amount", { number: at + 1 })}
            measure={measure}
            unit={good}
            value={amount.text}
            onChange={(text, quantity) => set(key, { amount: { text, quantity } })}
            required
          />
          <DateField
            label={t("plan.due")}
            value={dueOn}
            onChange={(day) => set(key, { dueOn: day })}
            min={todayInChina()}
            required
          />
          {removable && plan.length > 1 && (
            <CloseButton
              size={44}
              mt={28}
              aria-label={t("reschedule.remove")}
              onClick={() => onChange(plan.filter((one) => one.key !== key))}
            />
          )}
        </div>
      ))}
      <p className={classes.sum} aria-live="polite" data-fits={fits || undefined}>
        {sum < total
          ? t("plan.short", { sum: say(sum), rest: say(total - sum) })
          : sum > total
            ? t("plan.over", { sum: say(sum), rest: say(sum - total) })
            : !complete
              ? t("plan.incomplete")
              : inOrder
                ? t("plan.fits", { amount: say(total) })
                : t("plan.order")}
      </p>
    </>
  );
}
