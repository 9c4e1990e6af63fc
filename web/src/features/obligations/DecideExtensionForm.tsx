import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import type { FormProps } from "./form-props.ts";
import { messages } from "./messages.ts";
import type { AskedExtension } from "./promise.ts";
import { TextField } from "./TextField.tsx";

const DecideExtension = graphql(`
  mutation DecideExtension($input: DecideExtensionInput!) {
    decideExtension(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** An office grants or refuses a later due date. */
export function DecideExtensionForm({ promise, asked, onClose }: FormProps & { asked: AskedExtension }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, decide] = useMutation(DecideExtension);
  const [answer, setAnswer] = useState<"grant" | "refuse">("grant");
  const [dueOn, setDueOn] = useState(asked.requestedDueOn);
  const [note, setNote] = useState("");
  const grant = answer === "grant";
  const blocked =
    grant && dueOn <= promise.dueOn
      ? t("ask.blockedDate")
      : !grant && note.trim() === ""
        ? t("decide.blockedNote")
        : null;
  return (
    <ActionForm
      submitLabel={grant ? t("decide.submitGrant", { day: date(dueOn) }) : t("decide.submitRefuse")}
      blocked={blocked}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await decide({
            input: {
              idempotencyKey,
              extensionId: asked.id,
              version: asked.version,
              grant,
              dueOn: grant && dueOn !== asked.requestedDueOn ? dueOn : null,
              note: note || null,
            },
          }),
          (data) => data.decideExtension,
        )
      }
      onDone={() => {
        toast(t(grant ? "decide.doneGrant" : "decide.doneRefuse"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>
        {t("decide.asked", { by: asked.askedBy, day: date(asked.requestedDueOn), reason: asked.reason })}
      </p>
      <SegmentedControl
        aria-label={t("decide.answer")}
        value={answer}
        onChange={(value) => setAnswer(value === "refuse" ? "refuse" : "grant")}
        data={[
          { value: "grant", label: t("decide.grant") },
          { value: "refuse", label: t("decide.refuse") },
        ]}
      />
      {grant && (
        <DateField required label={t("decide.until")} value={dueOn} onChange={setDueOn} min={promise.dueOn} />
      )}
      <TextField
        label={t("decide.note")}
        required={!grant}
        description={t("decide.noteHint")}
        value={note}
        onChange={setNote}
      />
    </ActionForm>
  );
}
