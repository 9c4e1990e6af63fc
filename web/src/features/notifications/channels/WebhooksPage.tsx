import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Page, Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import { WebhookForm } from "./WebhookForm.tsx";
import { WebhookItem } from "./WebhookItem.tsx";

const Webhooks = graphql(`
  query Webhooks {
    webhooks { id ...WebhookItem_Webhook }
  }
`);

/** The work chats of the organizations that the person manages. */
export function WebhooksPage() {
  const t = useMessages(messages);
  const state = useViewer();
  const [adding, setAdding] = useState(false);
  const [{ data, error }, refetch] = useQuery({ query: Webhooks });
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
  const memberships = state.kind === "signedIn" ? state.viewer.memberships : [];
  const managed = memberships
    .filter(({ role }) => role === "MANAGER")
    .map(({ organization: { id, name } }) => ({ id, name }));
  const mayAdd = managed.length > 0;
  return (
    <Page>
      <PageHeader
        title={t("hooks.title")}
        subtitle={t("hooks.subtitle")}
        actions={
          mayAdd && (
            <Button variant={adding ? "default" : "filled"} onClick={() => setAdding(!adding)}>
              {t("hooks.add")}
            </Button>
          )
        }
      />
      {adding && (
        <Panel title={t("hooks.add")}>
          <WebhookForm former={null} organizations={managed} onClose={() => setAdding(false)} />
        </Panel>
      )}
      {data.webhooks.length === 0 && !adding && (
        <EmptyState title={t("hooks.emptyTitle")} next={t(mayAdd ? "hooks.emptyNext" : "hooks.nobody")} />
      )}
      {data.webhooks.map((webhook) => (
        <WebhookItem key={webhook.id} webhook={webhook} />
      ))}
    </Page>
  );
}
