import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import type { AppealFormProps } from "./appeal-form.ts";
import { messages } from "./messages.ts";

const OfficesAbove = graphql(`
  query OfficesAbove($receiverId: ID!) { officesAbove(receiverId: $receiverId) { id name } }
`);
const PassAppealUp = graphql(`
  mutation PassAppealUp($input: PassAppealUpInput!) {
    passAppealUp(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** The community passes an appeal to an office over it, the nearest unless it says otherwise, with a reason. */
export function PassUpForm(props: AppealFormProps & { receiverId: string }) {
  const { appealId, version, receiverId, onDone, onCancel } = props;
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [{ data }] = useQuery({ query: OfficesAbove, variables: { receiverId } });
  const [, pass] = useMutation(PassAppealUp);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  if (!data) return <RowsSkeleton />;
  const offices = data.officesAbove;
  const office = offices.find(({ id }) => id === chosen) ?? offices[0];
  if (!office) return <p>{t("passUp.noOffice")}</p>;
  return (
    <ActionForm
      submitLabel={t("passUp.submit", { office: office.name })}
      blocked={reason.trim() === "" ? t("passUp.missing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("passUp.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await pass({ input: { idempotencyKey, appealId, version, officeId: office.id, reason } }),
          (answer) => answer.passAppealUp,
        )
      }
    >
      <NativeSelect
        label={t("passUp.office")}
        value={office.id}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={offices.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Textarea
        label={t("passUp.reason")}
        description={t("passUp.reasonHint")}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActionForm>
  );
}
