import { CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { prefilled } from "../../../lib/typed-quantity.ts";
import { FilterChips } from "../../../ui/FilterChips.tsx";
import { kindIcon } from "../../../ui/kind-icons.ts";
import { TileChoice } from "../../../ui/TileChoice.tsx";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import type { AskableKind, NeedDraft } from "../need-draft.ts";
import { messages as market } from "./messages.ts";
import { STEPS, Stepper } from "./Stepper.tsx";

interface NeedFieldsProps {
  need: NeedDraft;
  kinds: readonly AskableKind[];
  onChange: (need: NeedDraft) => void;
}

const MOST_TILES = 6;
/** Kinds for which something is often asked for; a city's own kinds have none. */
const READY_MADE = [
  "GOODS",
  "VOLUNTEER_HOURS",
  "VISIT",
  "PROBLEM_SOLVED",
  "JOINT_ACTIVITY",
  "FUNDS",
] as const;

/** The first thing asked for: big tiles, what is often asked for of the kind, then how much. Nothing of it needs to be typed. */
export function FirstNeedFields({ need, kinds, onChange }: NeedFieldsProps) {
  const t = useMessages(messages);
  const m = useMessages(market);
  const words = useKindWords();
  const tiles = kinds
    .slice(0, MOST_TILES)
    .map((kind) => ({ value: kind.id, label: words.name(kind), icon: kindIcon(kind.code) }));
  const kind = kinds.find(({ id }) => id === need.kindId);
  const code = READY_MADE.find((it) => it === kind?.code);
  const ready = code ? m(`readyMade.${code}`).split("|") : [];
  const said = kind?.measure === "GOODS" ? need.good : need.description;
  return (
    <>
      <TileChoice
        label={t("form.what")}
        tiles={tiles}
        value={need.kindId}
        onChange={(kindId) => {
          const next = kinds.find(({ id }) => id === kindId);
          const amount = next ? prefilled(next.measure, STEPS[next.measure]) : need.amount;
          onChange({ ...need, kindId, amount, good: "", description: "" });
        }}
      />
      {ready.length > 0 && (
        <FilterChips
          label={m("ask.ready")}
          single
          chips={ready.map((name) => ({ key: name, label: name }))}
          selected={ready.filter((name) => name === said)}
          onChange={([name = ""]) =>
            onChange(kind?.measure === "GOODS" ? { ...need, good: name } : { ...need, description: name })
          }
        />
      )}
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
    <Stepper
      label={t("form.howMuch")}
      measure={kind.measure}
      unit={kind.measure === "GOODS" ? "" : words.unit(kind)}
      amount={need.amount}
      onChange={(next) => onChange({ ...need, amount: next })}
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
