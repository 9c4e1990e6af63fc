import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { toast } from "../../ui/toast.ts";
import { arrivalOf, type Held, likelyArrival } from "./arrival.ts";
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
  session: Held & { id: string };
  hosts: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Somebody of the host joins without having signed up. */
export function WalkInMemberForm({ session, hosts, onClose }: WalkInMemberFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const rights = useRights();
  const [, add] = useMutation(WalkInMember);
  const [personId, setPersonId] = useState("");
  const [likely] = useState(() => likelyArrival(session));
  const [arrived, setArrived] = useState(likely);
  const own = hosts.find(({ id }) => rights.in(id, ["MANAGER", "LIAISON", "GRID_MEMBER"])) ?? hosts[0];
  return (
    <ActionForm
      submitLabel={t("list.memberSubmit")}
      blocked={personId ? null : t("list.memberMissing")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await add({
            input: {
              idempotencyKey,
              sessionId: session.id,
              personId,
              arrivedAt: arrivalOf(session, arrived),
            },
          }),
          (data) => data.markPresent,
        )
      }
      onDone={() => {
        toast(t("list.added"));
        onClose();
      }}
      onCancel={onClose}
    >
      {own && <MemberSelect organizationId={own.id} value={personId} onChange={setPersonId} />}
      {likely !== "" && (
        <TimeField
          label={t("list.arrived")}
          description={t("list.arrivedHint")}
          value={arrived}
          onChange={setArrived}
        />
      )}
    </ActionForm>
  );
}
