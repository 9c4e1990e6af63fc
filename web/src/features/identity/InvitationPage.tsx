import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LanguageSwitch } from "../../ui/LanguageSwitch.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { AcceptInvitationForm } from "./AcceptInvitationForm.tsx";
import classes from "./identity.module.css";
import { messages } from "./messages.ts";

const Invitation = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) { ...AcceptInvitationForm_InvitationCard }
  }
`);

/** Where a link leads: for whom it is, and the account it sets up. Needs no session. */
export function InvitationPage() {
  const t = useMessages(messages);
  const { token = "" } = useParams({ strict: false });
  const [username, setUsername] = useState<string | null>(null);
  return (
    <main className={classes.invitation}>
      <div className={classes.top}>
        <span className={classes.brand}>
          <img src="/favicon.svg" alt="" width={32} height={32} />
          {t("signIn.product")}
        </span>
        <LanguageSwitch />
      </div>
      {username === null ? (
        <OpenInvitation token={token} onDone={setUsername} />
      ) : (
        <Done username={username} />
      )}
    </main>
  );
}

function OpenInvitation({ token, onDone }: { token: string; onDone: (username: string) => void }) {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({ query: Invitation, variables: { token } });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  if (data.invitation)
    return <AcceptInvitationForm token={token} invitation={data.invitation} onDone={onDone} />;
  return (
    <>
      <PageHeader title={t("invitation.goneTitle")} />
      <EmptyState
        title={t("invitation.gone")}
        next={t("invitation.goneNext")}
        action={
          <LinkButton to="/sign-in" variant="default">
            {t("invitation.toSignIn")}
          </LinkButton>
        }
      />
    </>
  );
}

function Done({ username }: { username: string }) {
  const t = useMessages(messages);
  return (
    <>
      <PageHeader title={t("invitation.doneTitle")} />
      <Panel>
        <p style={{ marginTop: 0 }}>{t("invitation.done", { username })}</p>
        <LinkButton to="/sign-in">{t("invitation.signIn", { username })}</LinkButton>
      </Panel>
    </>
  );
}
