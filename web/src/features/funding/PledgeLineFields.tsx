import { CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { type KindWords, useKindWords } from "../../lib/kind-words.ts";
import { QuantityField } from "../../ui/QuantityField.tsx";
import classes from "./funding.module.css";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";
import { PlanFields } from "./PlanFields.tsx";
import { splitPlan } from "./plan.ts";
import { type Duty, dutiesFor, type PledgeLineDraft } from "./pledge-draft.ts";

const MOST_PARTS = 24;

interface PledgeLineFieldsProps {
  line: PledgeLineDraft;
  kinds: readonly (KindWords & { id: string })[];
  duties: readonly Duty[];
  /** Its number and how to remove it, when there are several. */
  number?: number;
  onRemove?: () => void;
  onChange: (line: PledgeLineDraft) => void;
}

/** Money or one good: how much in all, split into instalments that can be moved, and the duty it answers. */
export function PledgeLineFields({ line, kinds, duties, number, onRemove, onChange }: PledgeLineFieldsProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useKindWords();
  const sayOf = useSayOf();
  const kind = kinds.find(({ id }) => id === line.kindId);
  const measure = kind?.measure ?? "MONEY";
  const good = measure === "GOODS" ? line.good.trim() || null : null;
  const say = sayOf({ measure, good });
  const fitting = dutiesFor(duties, line.kindId, good);
  const { quantity } = line.total;

  /** Any change of what is split makes a new plan; the last instalment falls due with the duty it answers. */
  function change(next: Partial<PledgeLineDraft>) {
    const all = { ...line, ...next };
    const until = (fitting.find(({ id }) => id === all.answersId) ?? fitting[0])?.dueOn;
    const total = all.total.quantity;
    const plan = total === null ? [] : splitPlan(measure, BigInt(total), all.parts, todayInChina(), until);
    onChange({ ...all, plan });
  }

  return (
    <fieldset className={classes.group}>
      {number !== undefined && (
        <div className={classes.groupHead}>
          {t("make.line", { number })}
          <CloseButton size={44} aria-label={t("make.removeLine", { number })} onClick={onRemove} />
        </div>
      )}
      <div className={classes.pair}>
        <NativeSelect
          label={t("make.kind")}
          value={line.kindId}
          onChange={({ currentTarget }) =>
            onChange({
              ...line,
              kindId: currentTarget.value,
              total: { text: "", quantity: null },
              plan: [],
              answersId: "",
            })
          }
          data={kinds.map((one) => ({ value: one.id, label: words.name(one) }))}
        />
        {measure === "GOODS" && (
          <TextInput
            label={t("make.good")}
            value={line.good}
            maxLength={40}
            required
            onChange={({ currentTarget }) => onChange({ ...line, good: currentTarget.value })}
          />
        )}
      </div>
      <div className={classes.pair}>
        <QuantityField
          label={t("make.total")}
          measure={measure}
          unit={good}
          value={line.total.text}
          onChange={(text, value) => change({ total: { text, quantity: value } })}
          required
        />
        <NativeSelect
          label={t("make.parts")}
          value={String(line.parts)}
          onChange={({ currentTarget }) => change({ parts: Number(currentTarget.value) })}
          data={Array.from({ length: MOST_PARTS }, (_, at) => ({
            value: String(at + 1),
            label: t("make.partsOf", { count: at + 1 }),
          }))}
        />
      </div>
      {quantity !== null && (
        <PlanFields
          measure={measure}
          good={good}
          total={BigInt(quantity)}
          plan={line.plan}
          onChange={(plan) => onChange({ ...line, plan })}
          say={say}
        />
      )}
      {fitting.length === 0 ? (
        <p className={classes.sum}>{t("make.none")}</p>
      ) : (
        <NativeSelect
          label={t("make.answers")}
          value={line.answersId}
          onChange={({ currentTarget }) => change({ answersId: currentTarget.value })}
          data={[
            { value: "", label: t("make.auto") },
            ...fitting.map((duty) => {
              const said = { amount: say(duty.unclaimed), day: date(duty.dueOn) };
              const rule = [duty.dutyRule?.name, duty.period?.code].filter(Boolean).join(" ");
              return {
                value: duty.id,
                label: rule
                  ? t("make.duty", { rule, ...said })
                  : t("make.dutyPlain", { kind: words.name(duty.kind), ...said }),
              };
            }),
          ]}
        />
      )}
    </fieldset>
  );
}
