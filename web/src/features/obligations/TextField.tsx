import { Textarea } from "@mantine/core";

interface TextFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange: (text: string) => void;
  required?: boolean;
  autoFocus?: boolean;
  rows?: number;
}

/** Words of a person on several lines, with the server's limit. */
export function TextField({ value, onChange, rows = 3, autoFocus, ...rest }: TextFieldProps) {
  return (
    <Textarea
      {...rest}
      {...(autoFocus ? { "data-autofocus": true, autoFocus: true } : {})}
      rows={rows}
      maxLength={2000}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
