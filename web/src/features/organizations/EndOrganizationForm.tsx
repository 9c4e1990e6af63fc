import { useState } from "react";
import { useMutation } from "urql";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { OrganizationSelect } from "./OrganizationSelect.tsx";

const EndOrganization = graphql(`
  mutation EndOrganization($input: EndOrganizationInput!) {
    endOrganization(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface EndOrganizationFormProps {
  organization: { id: string; name: string; kind: OrganizationKind; version: number };
  /** Partnerships that go on; they are ended or moved first. */
  openPairs: number;
  onClose: () => void;
}

/** The last day of an organization, and what continues it. Roles in it end with it; what was done stays. */
export function EndOrganizationForm({ organization, openPairs, onClose }: EndOrganizationFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndOrganization);
  const [endsOn, setEndsOn] = useState(todayInChina());
  const [successorId, setSuccessorId] = useState("");
  const { id, name, kind, version } = organization;
  return (
    <ActionForm
      danger
      submitLabel={
        endsOn ? t("organizations.endSubmit", { name, day: date(endsOn) }) : t("organizations.end")
      }
      blocked={endsOn === "" ? t("person.endDayMissing") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({
            input: { idempotencyKey, organizationId: id, version, endsOn, successorId: successorId || null },
          }),
          (data) => data.endOrganization,
        )
      }
      onDone={() => {
        toast(t("organizations.endDone", { name }));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("organizations.endWhat", { name })}</p>
      {openPairs > 0 && <p style={{ margin: 0 }}>{t("organizations.endPairs", { count: openPairs })}</p>}
      <DateField required label={t("person.lastDay")} value={endsOn} onChange={setEndsOn} />
      <OrganizationSelect
        label={t("organizations.successor")}
        kind={kind}
        except={id}
        value={successorId}
        onChange={setSuccessorId}
      />
    </ActionForm>
  );
}
