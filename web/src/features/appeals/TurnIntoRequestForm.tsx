import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useMutation } from "urql";
import type { Urgency } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { AppealFormProps } from "./appeal-form.ts";
import classes from "./appeals.module.css";
import { messages } from "./messages.ts";

const TurnAppealIntoRequest = graphql(`
  mutation TurnAppealIntoRequest($input: TurnAppealIntoRequestInput!) {
    turnAppealIntoRequest(input: $input) {
      __typename
      ... on Appeal { id helpRequest { id } }
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const URGENCIES: readonly Urgency[] = ["LOW", "NORMAL", "URGENT"];

/** A title holds so many characters; what is longer stands in full below it. */
const TITLE_LENGTH = 60;

function titleOf(text: string): string {
  return [...text.replace(/\s+/g, " ").trim()].slice(0, TITLE_LENGTH).join("");
}

interface TurnIntoRequestFormProps extends AppealFormProps {
  /** What the resident wrote; the request begins with it. */
  text: string;
}

/** A help request drafted from an appeal; what is needed is added on its own page, to which it leads. */
export function TurnIntoRequestForm({ appealId, version, text, onDone, onCancel }: TurnIntoRequestFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const navigate = useNavigate();
  const [, turn] = useMutation(TurnAppealIntoRequest);
  const [title, setTitle] = useState(titleOf(text));
  const [body, setBody] = useState(titleOf(text) === text ? "" : text);
  const [urgency, setUrgency] = useState<Urgency>("NORMAL");
  const requestId = useRef<string | null>(null);
  return (
    <ActionForm
      submitLabel={t("request.submit")}
      blocked={title.trim() === "" ? t("request.missing") : null}
      onCancel={onCancel}
      onDone={() => {
        onDone(t("request.done"));
        if (requestId.current)
          void navigate({ to: "/requests/$id", params: { id: uuidOf(requestId.current) } });
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await turn({ input: { idempotencyKey, appealId, version, title, body, urgency } }),
          (data) => data.turnAppealIntoRequest,
          undefined,
          (member) => {
            if (member.__typename === "Appeal") requestId.current = member.helpRequest?.id ?? null;
          },
        )
      }
    >
      <TextInput
        label={t("request.name")}
        value={title}
        required
        maxLength={TITLE_LENGTH}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Textarea
        label={t("request.body")}
        description={t("request.bodyHint")}
        value={body}
        autosize
        minRows={2}
        maxLength={2000}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <fieldset className={classes.group}>
        <legend>{t("request.urgency")}</legend>
        <SegmentedControl
          fullWidth
          size="md"
          value={urgency}
          onChange={(value) => setUrgency(URGENCIES.find((it) => it === value) ?? "NORMAL")}
          data={URGENCIES.map((value) => ({ value, label: t(`request.${value}`) }))}
        />
      </fieldset>
    </ActionForm>
  );
}
