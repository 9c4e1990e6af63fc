import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { toast } from "../../../ui/toast.ts";
import type { ChosenOrganization } from "../../partnerships/OrganizationField.tsx";
import classes from "../activities.module.css";
import { HostField } from "../HostField.tsx";
import { messages } from "./messages.ts";

const InviteHost = graphql(`
  mutation InviteHost($input: InviteHostInput!) {
    inviteHost(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Activity { id }
    }
  }
`);

interface InviteHostFormProps {
  activityId: string;
  onClose: () => void;
}

/** Another unit or community holds it too from now on; it is told, and can leave. */
export function InviteHostForm({ activityId, onClose }: InviteHostFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, invite] = useMutation(InviteHost);
  const [chosen, setChosen] = useState<(ChosenOrganization & { kind: string }) | null>(null);
  const field = (kind: "PARTNER_UNIT" | "COMMUNITY") => (
    <HostField
      label={t(kind === "COMMUNITY" ? "community" : "unit")}
      kind={kind}
      value={chosen?.kind === kind ? chosen : null}
      onChange={(organization) => setChosen(organization && { ...organization, kind })}
    />
  );
  const name = chosen?.name ?? "";
  return (
    <ActionForm
      submitLabel={chosen ? t("inviteNow", { name }) : t("invite")}
      blocked={chosen ? null : t("inviteMissing")}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await invite({ input: { idempotencyKey, activityId, organizationId: chosen?.id ?? "" } }),
          (data) => data.inviteHost,
        )
      }
      onDone={() => {
        toast(t("invited", { name }));
        onClose();
      }}
    >
      <fieldset className={classes.group}>
        <legend>{t("inviteWho")}</legend>
        {field("PARTNER_UNIT")}
        {field("COMMUNITY")}
      </fieldset>
    </ActionForm>
  );
}
