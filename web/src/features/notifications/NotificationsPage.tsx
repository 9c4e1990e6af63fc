import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useAction } from "../../ui/ActionForm.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { useEventWords } from "./event-words.ts";
import { messages } from "./messages.ts";
import { NotificationItem } from "./NotificationItem.tsx";
import classes from "./notifications.module.css";

const Notifications = graphql(`
  query Notifications($first: Int!, $after: String, $unreadOnly: Boolean) {
    notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
      edges { node { id createdAt ...NotificationItem_Notification } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const Inbox = graphql(`
  query Inbox {
    inbox { unreadCount }
    city { id kinds(ended: true) { id code nameZh nameEn measure unitZh unitEn } }
  }
`);

const MarkAllRead = graphql(`
  mutation MarkAllNotificationsRead($input: MarkAllNotificationsReadInput!) {
    markAllNotificationsRead(input: $input) { __typename ... on Failure { code } }
  }
`);

/** What happened that concerns the person, newest first, each leading to its thing. */
export function NotificationsPage() {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const pages = usePages(Notifications, { first: 30, unreadOnly }, (data) => data.notifications);
  const [{ data }] = useQuery({ query: Inbox });
  const [, markAll] = useMutation(MarkAllRead);
  const say = useEventWords(data?.city.kinds ?? []);
  const newest = pages.rows?.[0]?.createdAt;
  const marking = useAction(
    async (idempotencyKey) =>
      outcome(
        await markAll({ input: { idempotencyKey, upTo: newest ?? "" } }),
        (result) => result.markAllNotificationsRead,
      ),
    () => toast(t("allMarked")),
  );
  if (!pages.rows || !data)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <PageSkeleton />
    );
  const { unreadCount } = data.inbox;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        subtitle={t("unread", { unread: unreadCount })}
        actions={
          unreadCount > 0 &&
          newest && (
            <Button variant="default" loading={marking.pending} onClick={() => void marking.act()}>
              {t("markAll")}
            </Button>
          )
        }
      />
      {marking.failure?.kind === "refused" && <ErrorNotice text={marking.failure.text} />}
      {marking.failure?.kind === "lost" && (
        <ErrorNotice code={marking.failure.code} id={marking.failure.id} />
      )}
      <FilterChips
        label={t("filter")}
        single
        chips={[{ key: "unread", label: t("onlyUnread"), count: unreadCount }]}
        selected={unreadOnly ? ["unread"] : []}
        onChange={(selected) => setUnreadOnly(selected.length > 0)}
      />
      {pages.rows.length === 0 ? (
        <EmptyState
          title={t(unreadOnly ? "noneUnread" : "emptyTitle")}
          next={t(unreadOnly ? "noneUnreadNext" : "emptyNext")}
          action={
            <LinkButton to="/" variant="default">
              {t("toHome")}
            </LinkButton>
          }
        />
      ) : (
        <>
          <Panel>
            <ul className={classes.items} aria-label={t("list")}>
              {pages.rows.map((notification) => (
                <NotificationItem key={notification.id} notification={notification} say={say} />
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}
