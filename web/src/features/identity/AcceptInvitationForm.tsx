import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Facts, Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import { NewPasswordFields, newPasswordProblem } from "./NewPasswordFields.tsx";

const AcceptInvitationForm_InvitationCard = graphql(`
  fragment AcceptInvitationForm_InvitationCard on InvitationCard {
    purpose
    personName
    organizations
    cityName
    username
    expiresAt
  }
`);

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path } }
      ... on AcceptedInvitation { username }
    }
  }
`);

interface AcceptInvitationFormProps {
  token: string;
  invitation: FragmentType<typeof AcceptInvitationForm_InvitationCard>;
  /** Called with the name that signs in. */
  onDone: (username: string) => void;
}

/** For whom and for what the link is; a username and a password, or a new password alone. */
export function AcceptInvitationForm({ token, invitation, onDone }: AcceptInvitationFormProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, accept] = useMutation(AcceptInvitation);
  const card = readFragment(AcceptInvitationForm_InvitationCard, invitation);
  const [username, setUsername] = useState("");
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const isNew = card.purpose === "INVITE";
  const named = username.normalize("NFKC").trim();
  const problem = newPasswordProblem(chosen, again);
  const blocked =
    isNew && named.length < 2 ? t("invitation.usernameMissing") : problem && t(`password.problem.${problem}`);
  return (
    <>
      <PageHeader
        title={t(isNew ? "invitation.title" : "invitation.resetTitle", { name: card.personName })}
        subtitle={t(isNew ? "invitation.subtitle" : "invitation.resetSubtitle")}
      />
      <Panel>
        <Facts
          facts={[
            { label: t("me.name"), value: card.personName },
            { label: t("invitation.at"), value: card.organizations.join(t("invitation.comma")) },
            { label: t("me.city"), value: card.cityName },
            ...(card.username ? [{ label: t("me.username"), value: card.username }] : []),
            { label: t("invitation.expires"), value: instant(card.expiresAt) },
          ]}
        />
      </Panel>
      <Panel>
        <ActionForm
          submitLabel={t(isNew ? "invitation.submit" : "invitation.resetSubmit")}
          blocked={blocked}
          onSubmit={async (idempotencyKey) =>
            outcome(
              await accept({
                input: { idempotencyKey, token, password: chosen, ...(isNew ? { username: named } : {}) },
              }),
              (data) => data.acceptInvitation,
              undefined,
              (member) => {
                if (member.__typename === "AcceptedInvitation") onDone(member.username);
              },
            )
          }
        >
          {isNew && (
            <TextInput
              label={t("signIn.username")}
              description={t("invitation.usernameHint")}
              value={username}
              onChange={({ currentTarget }) => setUsername(currentTarget.value)}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={32}
            />
          )}
          <NewPasswordFields chosen={chosen} again={again} onChosen={setChosen} onAgain={setAgain} />
        </ActionForm>
      </Panel>
    </>
  );
}
