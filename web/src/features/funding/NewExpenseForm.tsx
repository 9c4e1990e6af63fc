import { NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED, type TypedQuantity } from "../../lib/typed-quantity.ts";
import { type UploadedFile, uploadTo } from "../../lib/upload.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { FileField } from "../../ui/FileField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { toast } from "../../ui/toast.ts";
import type { Chest } from "./chests.ts";
import { ExpenseLineFields, type Shares, suggestedShares } from "./ExpenseLineFields.tsx";
import classes from "./funding.module.css";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";

const RecordExpense = graphql(`
  mutation RecordExpense($input: RecordExpenseInput!) {
    recordExpense(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** One voucher: its number, what for, how much; whose money it is, is suggested and can be changed. */
export function NewExpenseForm({ chests }: { chests: readonly Chest[] }) {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const sayOf = useSayOf();
  const [, record] = useMutation(RecordExpense);
  const [chestKey, setChestKey] = useState(chests[0]?.key ?? "");
  const [voucherNumber, setVoucherNumber] = useState("");
  const [purpose, setPurpose] = useState("");
  const [payee, setPayee] = useState("");
  const [occurredOn, setOccurredOn] = useState(todayInChina());
  const [total, setTotal] = useState<TypedQuantity>(NOTHING_TYPED);
  // Null while the suggestion stands; what was typed by hand is kept.
  const [typed, setTyped] = useState<Shares | null>(null);
  const [files, setFiles] = useState<UploadedFile[]>([]);
  const chest = chests.find(({ key }) => key === chestKey) ?? chests[0];
  const say = sayOf({ measure: chest?.measure ?? "MONEY", good: chest?.good ?? null });
  const outcome = useOutcome(say);
  if (!chest) return null;
  const amount = BigInt(total.quantity ?? "0");
  const shares = typed ?? suggestedShares(chest, amount);
  const used = chest.purses.flatMap(({ id, available }) => {
    const share = shares[id];
    if (!share || share.text.trim() === "") return [];
    return [{ id, available, amount: share.quantity === null ? null : BigInt(share.quantity) }];
  });
  const sum = used.reduce((so, one) => so + (one.amount ?? 0n), 0n);
  const fits = sum === amount && used.every((one) => one.amount !== null && one.amount <= one.available);
  const blocked =
    voucherNumber.trim() === ""
      ? t("record.enterNumber")
      : purpose.trim() === ""
        ? t("record.enterPurpose")
        : total.quantity === null
          ? t("record.enterTotal")
          : amount > chest.available
            ? t("record.tooMuch", { amount: say(chest.available) })
            : fits
              ? null
              : t("record.enterLines");
  return (
    <ActionForm
      submitLabel={
        total.quantity ? t("record.submit", { amount: say(total.quantity) }) : t("record.submitPlain")
      }
      blocked={blocked}
      onDone={() => {
        toast(t("record.done"));
        void navigate({ to: "/expenses" });
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await record({
            input: {
              idempotencyKey,
              voucherNumber: voucherNumber.trim(),
              purpose: purpose.trim(),
              payee: payee.trim() || null,
              occurredOn,
              total: String(amount),
              lines: used.map((one) => ({ pledgeLineId: one.id, amount: String(one.amount ?? 0n) })),
              evidenceIds: files.map(({ id }) => id),
            },
          }),
          (data) => data.recordExpense,
        )
      }
    >
      {chests.length > 1 && (
        <NativeSelect
          label={t("record.what")}
          value={chest.key}
          onChange={({ currentTarget }) => {
            setChestKey(currentTarget.value);
            setTotal(NOTHING_TYPED);
            setTyped(null);
          }}
          data={chests.map(({ key, good }) => ({ value: key, label: good ?? t("record.funds") }))}
        />
      )}
      <div className={classes.pair}>
        <TextInput
          label={t("record.number")}
          value={voucherNumber}
          required
          maxLength={64}
          autoComplete="off"
          onChange={({ currentTarget }) => setVoucherNumber(currentTarget.value)}
        />
        <DateField
          label={t("record.day")}
          value={occurredOn}
          onChange={setOccurredOn}
          max={todayInChina()}
          required
        />
        <TextInput
          label={t("record.purpose")}
          value={purpose}
          required
          maxLength={200}
          onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
        />
        <TextInput
          label={t("record.payee")}
          value={payee}
          maxLength={100}
          onChange={({ currentTarget }) => setPayee(currentTarget.value)}
        />
      </div>
      <QuantityField
        label={t("record.total")}
        description={t("record.totalHint", { amount: say(chest.available) })}
        measure={chest.measure}
        unit={chest.good}
        value={total.text}
        onChange={(text, quantity) => setTotal({ text, quantity })}
        required
      />
      {amount > 0n && (
        <ExpenseLineFields
          chest={chest}
          amount={amount}
          sum={sum}
          shares={shares}
          onChange={setTyped}
          onSuggest={typed ? () => setTyped(null) : null}
          say={say}
        />
      )}
      <FileField
        label={t("record.photo")}
        hint={t("record.photoHint")}
        files={files}
        onChange={setFiles}
        upload={uploadTo()}
      />
    </ActionForm>
  );
}
