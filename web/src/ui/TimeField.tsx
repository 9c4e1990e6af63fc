import { TextInput } from "@mantine/core";
import type { FieldProps } from "./AmountField.tsx";

interface TimeFieldProps extends FieldProps {
  /** A local clock time `HH:MM`, or empty. */
  value: string;
  onChange: (time: string) => void;
}

/** A clock time by the device's own picker. */
export function TimeField({ value, onChange, ...rest }: TimeFieldProps) {
  return (
    <TextInput
      {...rest}
      type="time"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value.slice(0, 5))}
      inputWrapperOrder={["label", "input", "description", "error"]}
    />
  );
}
