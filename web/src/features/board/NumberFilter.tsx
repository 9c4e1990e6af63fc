import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

interface NumberFilterProps {
  label: string;
  value: number | undefined;
  /** Called a moment after the typing stops; undefined for none. */
  onChange: (value: number | undefined) => void;
  /** Whole yuan instead of days. */
  money?: boolean;
}

/** A whole number that narrows the board; empty does not narrow. */
export function NumberFilter({ label, value, onChange, money }: NumberFilterProps) {
  const t = useMessages(messages);
  const [typed, setTyped] = useState(value === undefined ? "" : String(value));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value === undefined ? "" : String(value)), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      placeholder={t("filters.any")}
      rightSection={money ? t("filters.yuan") : undefined}
      maxLength={money ? 12 : 4}
      value={typed}
      onChange={({ currentTarget }) => {
        const digits = currentTarget.value.replace(/\D/g, "");
        setTyped(digits);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(digits === "" ? undefined : Number(digits)), 300);
      }}
    />
  );
}
