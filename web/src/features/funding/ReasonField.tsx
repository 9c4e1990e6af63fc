import { Textarea } from "@mantine/core";

interface ReasonFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  description?: string;
  required?: boolean;
  autoFocus?: boolean;
}

/** A sentence or two in a person's own words. */
export function ReasonField({ onChange, ...field }: ReasonFieldProps) {
  return (
    <Textarea
      {...field}
      autosize
      minRows={2}
      maxLength={500}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
