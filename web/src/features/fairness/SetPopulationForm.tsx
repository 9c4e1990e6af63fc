import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { parseCount } from "../../lib/parse-amount.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const SetPopulation = graphql(`
  mutation SetPopulation($input: SetPopulationInput!) {
    setPopulation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const MOST = 1_000_000;

interface SetPopulationFormProps {
  community: { id: string; name: string };
  onClose: () => void;
}

/** How many people live in one community from a day on. */
export function SetPopulationForm({ community, onClose }: SetPopulationFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, set] = useMutation(SetPopulation);
  const [text, setText] = useState("");
  const [validFrom, setValidFrom] = useState(todayInChina());
  const [source, setSource] = useState("");
  const parsed = parseCount(text);
  const residents = parsed.kind === "ok" ? Number(parsed.value) : 0;
  const fits = residents >= 1 && residents <= MOST;
  return (
    <ActionForm
      submitLabel={fits ? t("population.submitOne", { count: residents }) : t("population.submitOnePlain")}
      blocked={!fits ? t("population.missing") : source.trim() === "" ? t("population.missingSource") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({
            input: { idempotencyKey, organizationId: community.id, residents, validFrom, source },
          }),
          (data) => data.setPopulation,
        )
      }
      onDone={() => {
        toast(t("population.doneOne", { name: community.name }));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("population.one", { name: community.name })}</p>
      <TextInput
        required
        label={t("population.residents")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <DateField required label={t("population.validFrom")} value={validFrom} onChange={setValidFrom} />
      <TextInput
        required
        label={t("population.source")}
        description={t("population.sourceHint")}
        maxLength={80}
        value={source}
        onChange={({ currentTarget }) => setSource(currentTarget.value)}
      />
    </ActionForm>
  );
}
