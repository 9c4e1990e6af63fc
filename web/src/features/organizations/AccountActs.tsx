import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import { IssuedLink } from "./IssuedLink.tsx";
import { messages } from "./messages.ts";
import classes from "./organizations.module.css";

const AccountActs_Person = graphql(`
  fragment AccountActs_Person on Person {
    id
    name
    hasAccount
    invitations { id purpose state createdAt expiresAt }
  }
`);

const InvitePerson = graphql(`
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      __typename
      ... on Failure { code }
      ... on Invitation { id path expiresAt }
    }
  }
`);

const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      __typename
      ... on Failure { code }
      ... on Invitation { id path expiresAt }
    }
  }
`);

const RevokeInvitation = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) { __typename ... on Failure { code } }
  }
`);

interface AccountActsProps {
  person: FragmentType<typeof AccountActs_Person>;
  mayManage: boolean;
  /** A new password is an office's to allow. */
  mayReset: boolean;
}

/** Whether the person can sign in, the links made so far, and the next one. */
export function AccountActs({ person, mayManage, mayReset }: AccountActsProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, invite] = useMutation(InvitePerson);
  const [, reset] = useMutation(ResetPassword);
  const [, revoke] = useMutation(RevokeInvitation);
  const [issued, setIssued] = useState<{ path: string; expiresAt: string } | null>(null);
  const { id, name, hasAccount, invitations } = readFragment(AccountActs_Person, person);
  const keep = (member: { __typename: string; path?: string | null; expiresAt?: string }) => {
    if (member.path && member.expiresAt) setIssued({ path: member.path, expiresAt: member.expiresAt });
    // The answer of the first try was lost, and the link with it: it is shown once only.
    else toast(t("account.linkLost"), { tone: "failed" });
  };
  return (
    <section className={classes.section}>
      <h3>{t("account.title")}</h3>
      <div className={classes.stack}>
        <p className={classes.quiet}>{t(hasAccount ? "account.has" : "account.hasNot")}</p>
        {issued && <IssuedLink name={name} path={issued.path} expiresAt={issued.expiresAt} />}
        {mayManage && !hasAccount && !issued && (
          <ConfirmButton
            label={t("account.invite")}
            question={t("account.inviteQuestion", { name })}
            confirmLabel={t("account.inviteNow")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await invite({ input: { idempotencyKey, personId: id } }),
                (data) => data.invitePerson,
                undefined,
                keep,
              )
            }
          />
        )}
        {mayReset && hasAccount && !issued && (
          <ConfirmButton
            variant="default"
            label={t("account.reset")}
            question={t("account.resetQuestion", { name })}
            confirmLabel={t("account.resetNow")}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await reset({ input: { idempotencyKey, personId: id } }),
                (data) => data.resetPassword,
                undefined,
                keep,
              )
            }
          />
        )}
        {invitations.length > 0 && (
          <ul className={classes.rows}>
            {invitations.map((link) => (
              <li key={link.id} className={classes.row}>
                <div>
                  {t(`account.purpose.${link.purpose}`)} · {t(`account.state.${link.state}`)}
                  <div className={classes.quiet}>
                    {link.state === "OPEN"
                      ? t("account.until", { at: instant(link.expiresAt) })
                      : t("account.made", { at: instant(link.createdAt) })}
                  </div>
                </div>
                {mayManage && link.state === "OPEN" && (
                  <ConfirmButton
                    variant="default"
                    label={t("account.revoke")}
                    question={t("account.revokeQuestion")}
                    confirmLabel={t("account.revokeNow")}
                    onConfirm={async (idempotencyKey) =>
                      outcome(
                        await revoke({ input: { idempotencyKey, invitationId: link.id } }),
                        (data) => data.revokeInvitation,
                      )
                    }
                    onDone={() => {
                      setIssued(null);
                      toast(t("account.revoked"));
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
