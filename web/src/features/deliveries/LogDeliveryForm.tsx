import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { type UploadedFile, uploadTo } from "../../lib/upload.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { FileField } from "../../ui/FileField.tsx";
import { kindIcon } from "../../ui/kind-icons.ts";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { TileChoice } from "../../ui/TileChoice.tsx";
import { messages } from "./messages.ts";

const LogDeliveryForm_Kind = graphql(`
  fragment LogDeliveryForm_Kind on Kind { id code measure nameZh nameEn unitZh unitEn }
`);
const LogDeliveryForm_Partnership = graphql(`
  fragment LogDeliveryForm_Partnership on Partnership { id state kind receiver { name } }
`);
const LogDeliveryForm_Obligation = graphql(`
  fragment LogDeliveryForm_Obligation on Obligation { id dueOn unclaimed good kind { id } partnership { id } }
`);
const LogDelivery = graphql(`
  mutation LogDelivery($input: LogDeliveryInput!) {
    logDelivery(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code } }
      ... on Delivery { id receiver { name } }
    }
  }
`);

const MOST_TILES = 6;

interface LogDeliveryFormProps {
  kinds: readonly FragmentType<typeof LogDeliveryForm_Kind>[];
  partnerships: readonly FragmentType<typeof LogDeliveryForm_Partnership>[];
  /** Open obligations, the most pressing first. */
  obligations: readonly FragmentType<typeof LogDeliveryForm_Obligation>[];
  obligationId: string | undefined;
  partnershipId: string | undefined;
  onLogged: (logged: { id: string; receiver: string }) => void;
}

/** What, how much, and the rest filled in: the likely community and today. */
export function LogDeliveryForm(props: LogDeliveryFormProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const outcome = useOutcome();
  const [, log] = useMutation(LogDelivery);
  const kinds = props.kinds.map((kind) => readFragment(LogDeliveryForm_Kind, kind));
  const partnerships = props.partnerships
    .map((partnership) => readFragment(LogDeliveryForm_Partnership, partnership))
    .filter(({ state }) => state === "ACTIVE" || state === "SUSPENDED");
  const obligations = props.obligations
    .map((obligation) => readFragment(LogDeliveryForm_Obligation, obligation))
    .filter(({ unclaimed }) => unclaimed !== "0");
  const asked = obligations.find(({ id }) => id === `Obligation:${props.obligationId}`);

  const [kindId, setKindId] = useState<string | null>(asked?.kind.id ?? null);
  const [chosenPartnership, setChosenPartnership] = useState<string | null>(
    props.partnershipId ? `Partnership:${props.partnershipId}` : (asked?.partnership?.id ?? null),
  );
  const [amount, setAmount] = useState({ text: "", quantity: null as string | null });
  const [good, setGood] = useState(asked?.good ?? "");
  const [occurredOn, setOccurredOn] = useState(todayInChina());
  const [note, setNote] = useState("");
  const [files, setFiles] = useState<UploadedFile[]>([]);

  const pressing = (kind: string) => obligations.find((obligation) => obligation.kind.id === kind);
  const rank = (kind: string) => {
    const at = obligations.findIndex((obligation) => obligation.kind.id === kind);
    return at < 0 ? obligations.length : at;
  };
  const nameOf = (kind: { nameZh: string; nameEn: string }) => (locale === "zh" ? kind.nameZh : kind.nameEn);
  const unitOf = (kind: { unitZh: string; unitEn: string }) => (locale === "zh" ? kind.unitZh : kind.unitEn);
  const tiles = [...kinds]
    .sort((a, b) => rank(a.id) - rank(b.id))
    .slice(0, MOST_TILES)
    .map((kind) => {
      const due = pressing(kind.id);
      return {
        value: kind.id,
        label: nameOf(kind),
        icon: kindIcon(kind.code),
        ...(due
          ? {
              hint: t("log.missing", {
                quantity: format.quantity({
                  measure: kind.measure,
                  value: due.unclaimed,
                  unit: due.good ?? unitOf(kind),
                }),
              }),
            }
          : {}),
      };
    });
  const kind = kinds.find(({ id }) => id === kindId);
  const partnershipId =
    chosenPartnership ??
    (kindId ? pressing(kindId)?.partnership?.id : undefined) ??
    partnerships[0]?.id ??
    "";
  const obligation =
    asked && asked.kind.id === kindId && asked.partnership?.id === partnershipId
      ? asked
      : obligations.find((it) => it.kind.id === kindId && it.partnership?.id === partnershipId);
  const needsGood = kind?.measure === "GOODS";
  const quantity = kind?.measure === "DONE" ? "1" : amount.quantity;
  const shown =
    kind && quantity
      ? format.quantity({ measure: kind.measure, value: quantity, unit: needsGood ? good : unitOf(kind) })
      : "";
  const blocked =
    kind === undefined
      ? t("log.chooseKind")
      : quantity === null
        ? t("log.enterAmount")
        : needsGood && good.trim() === ""
          ? t("log.enterGood")
          : null;

  function choose(next: string) {
    setKindId(next);
    setAmount({ text: "", quantity: null });
    setGood(pressing(next)?.good ?? "");
  }

  return (
    <ActionForm
      submitLabel={shown === "" ? t("log.submit") : t("log.submitAmount", { quantity: shown })}
      blocked={blocked}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await log({
            input: {
              idempotencyKey,
              partnershipId,
              obligationId: obligation?.id ?? null,
              kindId: kindId ?? "",
              quantity: quantity ?? "0",
              good: needsGood ? good.trim() : null,
              occurredOn,
              note: note.trim() || null,
              evidenceIds: files.map(({ id }) => id),
            },
          }),
          (data) => data.logDelivery,
          undefined,
          (member) => {
            if (member.__typename === "Delivery")
              props.onLogged({ id: member.id, receiver: member.receiver.name });
          },
        )
      }
    >
      <TileChoice label={t("log.what")} tiles={tiles} value={kindId} onChange={choose} />
      {kind && (
        <>
          {needsGood && (
            <TextInput
              label={t("log.good")}
              value={good}
              required
              onChange={(event) => setGood(event.currentTarget.value)}
            />
          )}
          {kind.measure !== "DONE" && (
            <QuantityField
              label={t("log.howMuch")}
              measure={kind.measure}
              unit={needsGood ? good : unitOf(kind)}
              value={amount.text}
              onChange={(text, digits) => setAmount({ text, quantity: digits })}
              required
              autoFocus
            />
          )}
          <FileField
            label={t("log.photo")}
            hint={t("log.photoHint")}
            files={files}
            onChange={setFiles}
            upload={uploadTo()}
          />
          <NativeSelect
            label={t("log.receiver")}
            value={partnershipId}
            onChange={(event) => setChosenPartnership(event.currentTarget.value)}
            data={partnerships.map((partnership) => ({
              value: partnership.id,
              label: partnership.receiver.name,
            }))}
          />
          <DateField label={t("log.day")} value={occurredOn} onChange={setOccurredOn} max={todayInChina()} />
          <Textarea
            label={t("log.note")}
            value={note}
            autosize
            minRows={2}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}
