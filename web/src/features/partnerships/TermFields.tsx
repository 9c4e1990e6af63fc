import { TextInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { DateField } from "../../ui/DateField.tsx";
import { messages } from "./messages.ts";
import type { Terms } from "./terms.ts";

interface TermFieldsProps {
  terms: Terms;
  onChange: (terms: Terms) => void;
}

/** The document and the term that pairs rest on. */
export function TermFields({ terms, onChange }: TermFieldsProps) {
  const t = useMessages(messages);
  return (
    <>
      <TextInput
        required
        label={t("field.documentNumber")}
        description={t("field.documentHint")}
        maxLength={120}
        value={terms.documentNumber}
        onChange={({ currentTarget }) => onChange({ ...terms, documentNumber: currentTarget.value })}
      />
      <DateField
        required
        label={t("field.documentDate")}
        value={terms.documentDate}
        onChange={(documentDate) => onChange({ ...terms, documentDate })}
      />
      <DateField
        required
        label={t("field.startsOn")}
        value={terms.startsOn}
        min={terms.documentDate}
        onChange={(startsOn) => onChange({ ...terms, startsOn })}
      />
      <DateField
        required
        label={t("field.endsOn")}
        value={terms.endsOn}
        min={terms.startsOn}
        onChange={(endsOn) => onChange({ ...terms, endsOn })}
      />
    </>
  );
}
