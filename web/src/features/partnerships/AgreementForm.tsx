import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { TextField } from "../obligations/TextField.tsx";
import { AgreementLineFields } from "./AgreementLineFields.tsx";
import { type DraftLine, emptyLine, type FormerLine, isComplete, lineFrom } from "./draft-line.ts";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const CityKinds = graphql(`
  query CityKinds {
    city { id kinds { id nameZh nameEn measure unitZh unitEn validTo } }
  }
`);

const DraftAgreement = graphql(`
  mutation DraftAgreement($input: DraftAgreementInput!) {
    draftAgreement(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const ReviseAgreement = graphql(`
  mutation ReviseAgreement($input: ReviseAgreementInput!) {
    reviseAgreement(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface AgreementFormProps {
  partnershipId: string;
  startsOn: string;
  endsOn: string;
  /** The draft that is revised; null for a new version. */
  draft: { id: string; version: number } | null;
  /** The version whose lines the form begins with. */
  model: { note?: string | null; lines: readonly FormerLine[] } | null;
  onClose: () => void;
}

const LISTS = ["RESOURCES", "NEEDS", "PROJECTS"] as const;

/** Writes a draft of the three lists, from the version before where there is one. */
export function AgreementForm({
  partnershipId,
  startsOn,
  endsOn,
  draft,
  model,
  onClose,
}: AgreementFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [{ data }] = useQuery({ query: CityKinds });
  const [, create] = useMutation(DraftAgreement);
  const [, revise] = useMutation(ReviseAgreement);
  const [lines, setLines] = useState<DraftLine[]>(() =>
    model ? model.lines.map(lineFrom) : LISTS.map((list) => emptyLine(list)),
  );
  const [note, setNote] = useState(model?.note ?? "");
  const kinds = data?.city.kinds.filter(({ validTo }) => !validTo) ?? [];
  const written = lines.filter(({ text }) => text.trim() !== "");
  const change = (key: string, next: DraftLine | null) =>
    setLines((all) => all.flatMap((line) => (line.key === key ? (next ? [next] : []) : [line])));

  async function send(idempotencyKey: string) {
    const contents = {
      idempotencyKey,
      note: note.trim() || null,
      lines: written.map(({ list, text, kindId, quantity, good, dueOn }) => ({
        list,
        text,
        kindId: kindId || null,
        quantity: kindId ? quantity : null,
        good: kindId && good ? good : null,
        dueOn: kindId && dueOn ? dueOn : null,
      })),
    };
    if (draft)
      return outcome(
        await revise({ input: { ...contents, agreementId: draft.id, version: draft.version } }),
        (result) => result.reviseAgreement,
      );
    return outcome(
      await create({ input: { ...contents, partnershipId } }),
      (result) => result.draftAgreement,
    );
  }

  return (
    <ActionForm
      submitLabel={t(draft ? "draft.save" : "draft.submit")}
      blocked={
        written.length === 0
          ? t("draft.blocked")
          : written.some((line) => !isComplete(line))
            ? t("draft.incomplete")
            : null
      }
      onCancel={onClose}
      onSubmit={send}
      onDone={() => {
        toast(t("draft.done"));
        onClose();
      }}
    >
      {LISTS.map((list) => (
        <fieldset key={list} style={{ border: 0, margin: 0, padding: 0, display: "grid", gap: 12 }}>
          <legend className={classes.name}>{t(`list.${list}`)}</legend>
          {lines
            .filter((line) => line.list === list)
            .map((line) => (
              <AgreementLineFields
                key={line.key}
                line={line}
                kinds={kinds}
                startsOn={startsOn}
                endsOn={endsOn}
                onChange={(next) => change(line.key, next)}
                onRemove={() => change(line.key, null)}
              />
            ))}
          <Button variant="light" onClick={() => setLines([...lines, emptyLine(list)])}>
            {t("draft.addLine")}
          </Button>
        </fieldset>
      ))}
      <TextField label={t("draft.note")} value={note} onChange={setNote} />
    </ActionForm>
  );
}
