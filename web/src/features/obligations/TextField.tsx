import { Textarea } from "@mantine/core";

interface TextFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange: (text: string) => void;
  required?: boolean;
  autoFocus?: boolean;
  rows?: number;
  /** A pasted list: as long as it needs to be. */
  long?: boolean;
}

/** Words of a person on several lines, with the server's limit. */
export function TextField({ value, onChange, rows = 3, autoFocus, long, ...rest }: TextFieldProps) {
  return (
    <Textarea
      {...rest}
      {...(autoFocus ? { autoFocus: true } : {})}
      rows={rows}
      maxLength={long ? 100_000 : 2000}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
