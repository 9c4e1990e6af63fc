import { useState } from "react";
import { useMutation } from "urql";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { inputOf, OrganizationFields, type OrganizationTexts, problemOf } from "./OrganizationFields.tsx";

const ChangeOrganization = graphql(`
  mutation ChangeOrganization($input: ChangeOrganizationInput!) {
    changeOrganization(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface ChangeOrganizationFormProps {
  organization: {
    id: string;
    kind: OrganizationKind;
    version: number;
    name: string;
    shortName?: string | null;
    creditCode?: string | null;
    unitClass?: string | null;
    residents?: number | null;
    address?: string | null;
    phone?: string | null;
    parent?: { id: string } | null;
  };
  onClose: () => void;
}

/** Corrects what is known of an organization; its kind never changes. */
export function ChangeOrganizationForm({ organization, onClose }: ChangeOrganizationFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, change] = useMutation(ChangeOrganization);
  const [before] = useState<OrganizationTexts>(() => ({
    name: organization.name,
    shortName: organization.shortName ?? "",
    creditCode: organization.creditCode ?? "",
    unitClass: organization.unitClass ?? "",
    residents: organization.residents == null ? "" : String(organization.residents),
    address: organization.address ?? "",
    phone: organization.phone ?? "",
    parentId: organization.parent?.id ?? "",
  }));
  const [texts, setTexts] = useState(before);
  const problem = problemOf(texts);
  const same = JSON.stringify(texts) === JSON.stringify(before);
  return (
    <ActionForm
      submitLabel={t("organizations.changeSubmit")}
      blocked={problem ? t(`organizations.${problem}`) : same ? t("nothingChanged") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await change({
            input: {
              idempotencyKey,
              organizationId: organization.id,
              version: organization.version,
              ...inputOf(texts),
            },
          }),
          (data) => data.changeOrganization,
        )
      }
      onDone={() => {
        toast(t("organizations.changed"));
        onClose();
      }}
    >
      <OrganizationFields
        kind={organization.kind}
        value={texts}
        onChange={setTexts}
        except={organization.id}
      />
    </ActionForm>
  );
}
