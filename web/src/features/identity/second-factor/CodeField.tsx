import { TextInput } from "@mantine/core";
import classes from "./second-factor.module.css";

interface CodeFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** Six digits, on the keyboard that has them; phones offer what came by message or from the app. */
export function CodeField({ label, value, onChange, autoFocus = false }: CodeFieldProps) {
  return (
    <TextInput
      classNames={{ input: classes.code }}
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value.replace(/\D/g, "").slice(0, 6))}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus={autoFocus}
    />
  );
}
