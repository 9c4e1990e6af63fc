import { Button, Select, TextInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { type KindWords, useKindWords } from "../../lib/kind-words.ts";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { DraftLine } from "./draft-line.ts";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

interface AgreementLineFieldsProps {
  line: DraftLine;
  kinds: readonly (KindWords & { id: string })[];
  startsOn: string;
  endsOn: string;
  onChange: (line: DraftLine) => void;
  onRemove: () => void;
}

/** One line: its words, and with a kind also how much and until when, which then binds. */
export function AgreementLineFields(props: AgreementLineFieldsProps) {
  const { line, kinds, startsOn, endsOn, onChange, onRemove } = props;
  const t = useMessages(messages);
  const words = useKindWords();
  const kind = kinds.find(({ id }) => id === line.kindId);
  return (
    <div className={classes.lineForm}>
      <TextInput
        label={t("line.text")}
        maxLength={400}
        value={line.text}
        onChange={({ currentTarget }) => onChange({ ...line, text: currentTarget.value })}
      />
      <Select
        label={t("line.kind")}
        description={t("line.kindHint")}
        data={[
          { value: "", label: t("line.wordsOnly") },
          ...kinds.map((it) => ({ value: it.id, label: words.name(it) })),
        ]}
        value={line.kindId}
        allowDeselect={false}
        onChange={(kindId) => onChange({ ...line, kindId: kindId ?? "", typed: "", quantity: null })}
      />
      {kind?.measure === "GOODS" && (
        <TextInput
          label={t("line.good")}
          maxLength={80}
          value={line.good}
          onChange={({ currentTarget }) => onChange({ ...line, good: currentTarget.value })}
        />
      )}
      {kind && (
        <>
          <QuantityField
            measure={kind.measure}
            unit={words.unit(kind, line.good || null)}
            label={t("line.quantity")}
            value={line.typed}
            onChange={(typed, quantity) => onChange({ ...line, typed, quantity })}
          />
          <DateField
            label={t("line.dueOn")}
            value={line.dueOn}
            min={startsOn}
            max={endsOn}
            onChange={(dueOn) => onChange({ ...line, dueOn })}
          />
        </>
      )}
      <Button variant="subtle" px={0} style={{ justifySelf: "start" }} onClick={onRemove}>
        {t("line.remove")}
      </Button>
    </div>
  );
}
