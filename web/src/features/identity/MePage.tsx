import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { type OwnAccount, readOwnAccount } from "../../lib/auth.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Facts, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { ChannelsPanel } from "../notifications/channels/ChannelsPanel.tsx";
import { AppearanceChoices } from "./AppearanceChoices.tsx";
import { ChangePasswordForm } from "./ChangePasswordForm.tsx";
import classes from "./identity.module.css";
import { MembershipChoice } from "./MembershipChoice.tsx";
import { messages } from "./messages.ts";
import { StoredAboutMe } from "./own-data/StoredAboutMe.tsx";
import { PastRole } from "./PastRole.tsx";
import { SessionList } from "./SessionList.tsx";
import { SecondFactorPanel } from "./second-factor/SecondFactorPanel.tsx";

const Me = graphql(`
  query Me {
    viewer {
      person { id name phone memberships(past: true) { id ...PastRole_Membership } }
      city { id name }
      memberships { id ...MembershipChoice_Membership }
    }
  }
`);

/** The person's own account: who, in which roles, password, signed-in devices, language and appearance. */
export function MePage() {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({ query: Me });
  const [account, setAccount] = useState<OwnAccount | null>(null);
  // Without an answer the rest of the page stands; the list of devices tells that the line is broken.
  const readAgain = () => void readOwnAccount().then(setAccount, () => undefined);
  useEffect(readAgain, []);
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
  if (!data.viewer) return null;
  const { person, city, memberships } = data.viewer;
  const current = new Set(memberships.map(({ id }) => id));
  const others = person.memberships.filter(({ id }) => !current.has(id));
  const password = (
    <Panel title={t("me.password")}>
      {account?.mustChangePassword && <p className={classes.must}>{t("me.mustChange")}</p>}
      <ChangePasswordForm onDone={readAgain} />
    </Panel>
  );
  return (
    <Page>
      <PageHeader title={t("me.title")} subtitle={person.name} />
      {account?.mustChangePassword && password}
      <Columns>
        <div className={classes.stack}>
          <Panel title={t("me.who")}>
            <Facts
              facts={[
                { label: t("me.name"), value: person.name },
                { label: t("me.username"), value: account?.username ?? "" },
                { label: t("me.phone"), value: person.phone ?? t("me.noPhone") },
                { label: t("me.city"), value: city.name },
              ]}
            />
            <p className={classes.quiet}>{t("me.correct")}</p>
          </Panel>
          <Panel title={t("me.roles")}>
            {memberships.length === 0 && <p className={classes.quiet}>{t("me.noRoles")}</p>}
            <ul className={classes.rows}>
              {memberships.map((membership) => (
                <MembershipChoice key={membership.id} membership={membership} />
              ))}
              {others.map((membership) => (
                <PastRole key={membership.id} membership={membership} />
              ))}
            </ul>
          </Panel>
          <Panel title={t("sessions.title")}>
            <SessionList current={account?.sessionId ?? null} />
          </Panel>
          <ChannelsPanel />
        </div>
        <div className={classes.stack}>
          {!account?.mustChangePassword && password}
          {account && <SecondFactorPanel account={account} onChanged={readAgain} />}
          <Panel title={t("appearance.title")}>
            <AppearanceChoices />
          </Panel>
        </div>
      </Columns>
      <StoredAboutMe />
    </Page>
  );
}
