import { Radio } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { DivisionSelect } from "../divisions/DivisionSelect.tsx";
import { messages } from "./messages.ts";
import { inputOf, NO_TEXTS, OrganizationFields, problemOf } from "./OrganizationFields.tsx";

const CreateOrganization = graphql(`
  mutation CreateOrganization($input: CreateOrganizationInput!) {
    createOrganization(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on Organization { id name }
    }
  }
`);

const KINDS = ["PARTNER_UNIT", "COMMUNITY", "OFFICE", "TEAM"] as const satisfies OrganizationKind[];

interface CreateOrganizationFormProps {
  onClose: () => void;
  onAdded: (organization: { id: string; name: string }) => void;
}

/** What it is, where it sits, what it is called. People follow. */
export function CreateOrganizationForm({ onClose, onAdded }: CreateOrganizationFormProps) {
  const t = useMessages(messages);
  const words = useRoleWords();
  const outcome = useOutcome();
  const [, create] = useMutation(CreateOrganization);
  const [kind, setKind] = useState<OrganizationKind>("PARTNER_UNIT");
  const [divisionId, setDivisionId] = useState("");
  const [texts, setTexts] = useState(NO_TEXTS);
  const problem = problemOf(texts);
  return (
    <ActionForm
      submitLabel={t("organizations.createSubmit", { name: texts.name.trim() })}
      blocked={
        problem
          ? t(`organizations.${problem}`)
          : divisionId === ""
            ? t("organizations.divisionMissing")
            : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await create({ input: { idempotencyKey, kind, divisionId, ...inputOf(texts) } }),
          (data) => data.createOrganization,
          undefined,
          (member) => {
            if (member.__typename !== "Organization") return;
            toast(t("organizations.created", { name: member.name }));
            onClose();
            onAdded({ id: member.id, name: member.name });
          },
        )
      }
    >
      <Radio.Group
        label={t("organizations.whatKind")}
        value={kind}
        onChange={(value) => setKind(KINDS.find((it) => it === value) ?? "PARTNER_UNIT")}
      >
        {KINDS.map((one) => (
          <Radio key={one} value={one} label={words.organizationKind(one)} style={{ paddingBlock: 6 }} />
        ))}
      </Radio.Group>
      <DivisionSelect
        required
        label={t("organizations.division")}
        description={t("organizations.divisionHint")}
        value={divisionId}
        onChange={setDivisionId}
        {...(kind === "COMMUNITY" ? { level: "COMMUNITY" as const } : {})}
      />
      <OrganizationFields kind={kind} value={texts} onChange={setTexts} />
    </ActionForm>
  );
}
