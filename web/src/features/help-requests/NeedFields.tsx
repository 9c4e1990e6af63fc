import { CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { kindIcon } from "../../ui/kind-icons.ts";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { TileChoice } from "../../ui/TileChoice.tsx";
import classes from "./help-requests.module.css";
import { messages } from "./messages.ts";
import type { AskableKind, NeedDraft } from "./need-draft.ts";

interface NeedFieldsProps {
  need: NeedDraft;
  kinds: readonly AskableKind[];
  onChange: (need: NeedDraft) => void;
}

const MOST_TILES = 6;

/** The first thing asked for: big tiles, then how much. */
export function FirstNeedFields({ need, kinds, onChange }: NeedFieldsProps) {
  const t = useMessages(messages);
  const words = useKindWords();
  const tiles = kinds
    .slice(0, MOST_TILES)
    .map((kind) => ({ value: kind.id, label: words.name(kind), icon: kindIcon(kind.code) }));
  return (
    <>
      <TileChoice
        label={t("form.what")}
        tiles={tiles}
        value={need.kindId}
        onChange={(kindId) => onChange({ ...need, kindId })}
      />
      <QuantityOf need={need} kinds={kinds} onChange={onChange} />
    </>
  );
}

interface FurtherNeedFieldsProps extends NeedFieldsProps {
  number: number;
  onRemove: () => void;
}

/** Another thing in the same request. */
export function FurtherNeedFields({ need, kinds, onChange, number, onRemove }: FurtherNeedFieldsProps) {
  const t = useMessages(messages);
  const words = useKindWords();
  return (
    <fieldset className={classes.extra}>
      <div className={classes.extraHead}>
        {t("form.need", { number })}
        <CloseButton size={44} aria-label={t("form.remove", { number })} onClick={onRemove} />
      </div>
      <NativeSelect
        label={t("form.needKind")}
        value={need.kindId ?? ""}
        onChange={({ currentTarget }) => onChange({ ...need, kindId: currentTarget.value || null })}
        data={[
          { value: "", label: t("form.what") },
          ...kinds.map((kind) => ({ value: kind.id, label: words.name(kind) })),
        ]}
      />
      <QuantityOf need={need} kinds={kinds} onChange={onChange} />
      <TextInput
        label={t("form.needNote")}
        value={need.description}
        maxLength={200}
        onChange={({ currentTarget }) => onChange({ ...need, description: currentTarget.value })}
      />
    </fieldset>
  );
}

function QuantityOf({ need, kinds, onChange }: NeedFieldsProps) {
  const t = useMessages(messages);
  const words = useKindWords();
  const kind = kinds.find(({ id }) => id === need.kindId);
  if (!kind || kind.measure === "DONE") return null;
  const amount = (
    <QuantityField
      label={t("form.howMuch")}
      measure={kind.measure}
      unit={words.unit(kind, need.good || null)}
      value={need.amount.text}
      onChange={(text, quantity) => onChange({ ...need, amount: { text, quantity } })}
      required
    />
  );
  if (kind.measure !== "GOODS") return amount;
  return (
    <div className={classes.pair}>
      <TextInput
        label={t("form.good")}
        placeholder={t("form.goodHint")}
        value={need.good}
        maxLength={40}
        required
        onChange={({ currentTarget }) => onChange({ ...need, good: currentTarget.value })}
      />
      {amount}
    </div>
  );
}
