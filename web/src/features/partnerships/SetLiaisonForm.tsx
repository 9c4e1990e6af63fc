import { Select } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const LiaisonCandidates = graphql(`
  query LiaisonCandidates($organizationId: ID!) {
    node(id: $organizationId) {
      ... on Organization { id memberships { id role title person { id name } } }
    }
  }
`);

const SetLiaison = graphql(`
  mutation SetLiaison($input: SetLiaisonInput!) {
    setLiaison(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface SetLiaisonFormProps {
  partnershipId: string;
  side: "GIVER" | "RECEIVER";
  organizationId: string;
  /** The membership that speaks for the side now. */
  currentId: string | null;
  onClose: () => void;
}

/** Names who speaks for a side of this partnership: a liaison or manager of that side. */
export function SetLiaisonForm({
  partnershipId,
  side,
  organizationId,
  currentId,
  onClose,
}: SetLiaisonFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [{ data }] = useQuery({ query: LiaisonCandidates, variables: { organizationId } });
  const [, setLiaison] = useMutation(SetLiaison);
  const [membershipId, setMembershipId] = useState<string | null>(null);
  const [startsOn, setStartsOn] = useState(todayInChina());
  const memberships = data?.node && "memberships" in data.node ? data.node.memberships : [];
  const candidates = memberships.filter(
    ({ id, role }) => id !== currentId && (role === "LIAISON" || role === "MANAGER"),
  );
  const chosen = candidates.find(({ id }) => id === membershipId);
  return (
    <ActionForm
      submitLabel={chosen ? t("setLiaison.submitName", { name: chosen.person.name }) : t("setLiaison.submit")}
      blocked={
        data && candidates.length === 0 ? t("setLiaison.nobody") : chosen ? null : t("setLiaison.blocked")
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await setLiaison({
            input: { idempotencyKey, partnershipId, side, membershipId: membershipId ?? "", startsOn },
          }),
          (result) => result.setLiaison,
        )
      }
      onDone={() => {
        toast(t("setLiaison.done"));
        onClose();
      }}
    >
      <Select
        label={t("setLiaison.who")}
        data={candidates.map(({ id, role, title, person }) => ({
          value: id,
          label: `${person.name} · ${title ?? t(role === "MANAGER" ? "role.MANAGER" : "role.LIAISON")}`,
        }))}
        value={membershipId}
        onChange={setMembershipId}
      />
      <DateField label={t("setLiaison.from")} value={startsOn} onChange={setStartsOn} />
    </ActionForm>
  );
}
