import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatMoney } from "../lib/format.ts";
import { useMessages } from "../lib/i18n.ts";
import { useLocale } from "../lib/locale.tsx";
import { parseAmount } from "../lib/parse-amount.ts";
import classes from "./fields.module.css";
import { messages } from "./messages.ts";

/** What fields of this family share. `error` is the server's word on this field, shown before one's own. */
export interface FieldProps {
  label: string;
  description?: string;
  error?: string | null;
  required?: boolean;
  autoFocus?: boolean;
}

interface AmountFieldProps extends FieldProps {
  /** The text as typed. */
  value: string;
  /** The text, and its amount in fen (digits) or null while it is not a plain amount. */
  onChange: (text: string, fen: string | null) => void;
}

/** Money as typed: full-width digits and commas are read, 万 is offered to be converted, the rest is explained. */
export function AmountField({ value, onChange, error, description, ...rest }: AmountFieldProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [touched, setTouched] = useState(false);
  const parsed = parseAmount(value);
  const change = (text: string) => {
    const next = parseAmount(text);
    onChange(text, next.kind === "ok" ? next.fen : null);
  };
  const own = parsed.kind === "error" && touched && value !== "" ? t(`amount.${parsed.code}`) : null;
  const big = parsed.kind === "ok" && BigInt(parsed.fen) >= 100_000n;
  return (
    <div className={classes.field}>
      <TextInput
        {...rest}
        value={value}
        onChange={(event) => {
          setTouched(false);
          change(event.currentTarget.value);
        }}
        onBlur={() => setTouched(true)}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        error={error ?? own}
        description={description}
        rightSection={<span className={classes.unit}>{t("yuan")}</span>}
        rightSectionWidth={52}
        classNames={{ input: classes.number ?? "" }}
      />
      <div className={classes.below} aria-live="polite">
        {parsed.kind === "offer" && (
          <>
            <span>{t("amount.offer", { typed: parsed.typed, amount: formatMoney(parsed.fen, locale) })}</span>
            <Button
              variant="light"
              size="compact-md"
              mih={44}
              onClick={() => change(formatMoney(parsed.fen, "zh").replace(/[,元 ]/g, ""))}
            >
              {t("amount.convert", { amount: formatMoney(parsed.fen, locale) })}
            </Button>
          </>
        )}
        {big && <span>= {formatMoney(parsed.fen, locale)}</span>}
      </div>
    </div>
  );
}
