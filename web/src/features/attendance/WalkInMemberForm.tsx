import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { MemberSelect } from "./MemberSelect.tsx";
import { messages } from "./messages.ts";

const WalkInMember = graphql(`
  mutation WalkInMember($input: MarkPresentInput!) {
    markPresent(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface WalkInMemberFormProps {
  sessionId: string;
  hosts: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Somebody of the host joins without having signed up. */
export function WalkInMemberForm({ sessionId, hosts, onClose }: WalkInMemberFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const rights = useRights();
  const [, add] = useMutation(WalkInMember);
  const [personId, setPersonId] = useState("");
  const own = hosts.find(({ id }) => rights.in(id, ["MANAGER", "LIAISON", "GRID_MEMBER"])) ?? hosts[0];
  return (
    <ActionForm
      submitLabel={t("list.memberSubmit")}
      blocked={personId ? null : t("list.memberMissing")}
      onSubmit={async (idempotencyKey) =>
        outcome(await add({ input: { idempotencyKey, sessionId, personId } }), (data) => data.markPresent)
      }
      onDone={() => {
        toast(t("list.added"));
        onClose();
      }}
      onCancel={onClose}
    >
      {own && <MemberSelect organizationId={own.id} value={personId} onChange={setPersonId} />}
    </ActionForm>
  );
}
