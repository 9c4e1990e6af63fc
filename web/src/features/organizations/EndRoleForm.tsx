import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const EndMembership = graphql(`
  mutation EndMembership($input: EndMembershipInput!) {
    endMembership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface EndRoleFormProps {
  membership: { id: string; version: number };
  /** Whose role, as what, where. */
  words: string;
  onClose: () => void;
}

/** The last day of a role. What the person signed stays. */
export function EndRoleForm({ membership, words, onClose }: EndRoleFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndMembership);
  const [endsOn, setEndsOn] = useState(todayInChina());
  return (
    <ActionForm
      danger
      submitLabel={endsOn ? t("person.endSubmit", { day: date(endsOn) }) : t("person.endRole")}
      blocked={endsOn === "" ? t("person.endDayMissing") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({
            input: { idempotencyKey, membershipId: membership.id, version: membership.version, endsOn },
          }),
          (data) => data.endMembership,
        )
      }
      onDone={() => {
        toast(t("person.ended"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("person.endWhat", { role: words })}</p>
      <DateField required label={t("person.lastDay")} value={endsOn} onChange={setEndsOn} />
    </ActionForm>
  );
}
