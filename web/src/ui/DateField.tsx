import { TextInput } from "@mantine/core";
import { useFormat } from "../lib/format.ts";
import type { FieldProps } from "./AmountField.tsx";

interface DateFieldProps extends FieldProps {
  /** A local date `YYYY-MM-DD`, or empty. */
  value: string;
  onChange: (date: string) => void;
  min?: string;
  max?: string;
}

/** A local date by the device's own picker; says the weekday below. */
export function DateField({ value, onChange, description, ...rest }: DateFieldProps) {
  const { date, relativeDay } = useFormat();
  const said = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${date(value)} · ${relativeDay(value)}` : undefined;
  return (
    <TextInput
      {...rest}
      type="date"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      description={description ?? said}
      inputWrapperOrder={["label", "input", "description", "error"]}
    />
  );
}
