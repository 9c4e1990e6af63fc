import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Measure } from "../lib/format.ts";
import { useMessages } from "../lib/i18n.ts";
import { type ParsedQuantity, parseAmount, parseCount, parseGoods, parseHours } from "../lib/parse-amount.ts";
import { AmountField, type FieldProps } from "./AmountField.tsx";
import classes from "./fields.module.css";
import { messages } from "./messages.ts";

interface QuantityFieldProps extends FieldProps {
  measure: Measure;
  /** The city's word for one of it (场, 盏). */
  unit?: string | null;
  /** The text as typed. */
  value: string;
  /** The text, and the quantity in the measure's minor unit (digits) or null. */
  onChange: (text: string, quantity: string | null) => void;
}

/** Reads a text by its measure. DONE is `1` or nothing. */
export function parseQuantity(measure: Measure, text: string): ParsedQuantity {
  if (measure === "GOODS") return parseGoods(text);
  if (measure === "MINUTES") return parseHours(text);
  if (measure === "COUNT") return parseCount(text);
  if (measure === "DONE") return text === "1" ? { kind: "ok", value: "1" } : { kind: "error", code: "EMPTY" };
  const parsed = parseAmount(text);
  if (parsed.kind === "ok") return { kind: "ok", value: parsed.fen };
  return parsed.kind === "error" ? parsed : { kind: "error", code: "NOT_A_NUMBER" };
}

/** How much, in the unit that the kind fixes: yuan, pieces of a good, hours, a count, or done. */
export function QuantityField(props: QuantityFieldProps) {
  const { measure, unit, value, onChange, error, ...rest } = props;
  const t = useMessages(messages);
  const [touched, setTouched] = useState(false);
  if (measure === "MONEY")
    return <AmountField {...rest} error={error ?? null} value={value} onChange={onChange} />;
  if (measure === "DONE")
    return (
      <Checkbox
        size="md"
        label={rest.label}
        description={rest.description}
        error={error}
        checked={value === "1"}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.checked ? "1" : "", currentTarget.checked ? "1" : null)
        }
        classNames={{ body: classes.check ?? "" }}
      />
    );
  const parsed = parseQuantity(measure, value);
  const own = parsed.kind === "error" && touched && value !== "" ? t(`amount.${parsed.code}`) : null;
  return (
    <TextInput
      {...rest}
      value={value}
      onChange={({ currentTarget }) => {
        const next = parseQuantity(measure, currentTarget.value);
        setTouched(false);
        onChange(currentTarget.value, next.kind === "ok" ? next.value : null);
      }}
      onBlur={() => setTouched(true)}
      inputMode={measure === "COUNT" ? "numeric" : "decimal"}
      autoComplete="off"
      maxLength={40}
      error={error ?? own}
      rightSection={
        <span className={classes.unit}>{unit ?? (measure === "MINUTES" ? t("hours") : t("times"))}</span>
      }
      rightSectionWidth={64}
      classNames={{ input: classes.number ?? "" }}
    />
  );
}
