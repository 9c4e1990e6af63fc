import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import type { AppealFormProps } from "./appeal-form.ts";
import { messages } from "./messages.ts";

const MergeTargets = graphql(`
  query MergeTargets($receiverId: ID!) {
    appeals(first: 50, filter: { receiverId: $receiverId }) { edges { node { id text createdAt } } }
  }
`);
const MergeAppeal = graphql(`
  mutation MergeAppeal($input: MergeAppealInput!) {
    mergeAppeal(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** An appeal that says the same as another one goes into it. */
export function MergeForm(props: AppealFormProps & { receiverId: string }) {
  const { appealId, version, receiverId, onDone, onCancel } = props;
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [{ data }] = useQuery({ query: MergeTargets, variables: { receiverId } });
  const [, merge] = useMutation(MergeAppeal);
  const [intoId, setIntoId] = useState("");
  if (!data) return <RowsSkeleton />;
  const others = data.appeals.edges.map(({ node }) => node).filter(({ id }) => id !== appealId);
  if (others.length === 0) return <p>{t("merge.none")}</p>;
  return (
    <ActionForm
      submitLabel={t("merge.submit")}
      blocked={intoId === "" ? t("merge.missing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("merge.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await merge({ input: { idempotencyKey, appealId, version, intoId } }),
          (answer) => answer.mergeAppeal,
        )
      }
    >
      <NativeSelect
        label={t("merge.into")}
        description={t("merge.hint")}
        value={intoId}
        required
        onChange={({ currentTarget }) => setIntoId(currentTarget.value)}
        data={[
          { value: "", label: t("merge.missing") },
          ...others.map(({ id, text, createdAt }) => ({
            value: id,
            label: `${date(dateOf(createdAt))} ${[...text].slice(0, 40).join("")}`,
          })),
        ]}
      />
    </ActionForm>
  );
}
