import type { ReactNode } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import type { useEventWords } from "./event-words.ts";
import { messages } from "./messages.ts";
import classes from "./notifications.module.css";
import { linkOf, type SubjectLink } from "./subject-link.ts";

const NotificationItem_Notification = graphql(`
  fragment NotificationItem_Notification on Notification {
    id
    event
    subject
    params { name value }
    partnershipId
    createdAt
    readAt
    giver { id name }
    receiver { id name }
  }
`);

const MarkRead = graphql(`
  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) { __typename ... on Failure { code } }
  }
`);

interface NotificationItemProps {
  notification: FragmentType<typeof NotificationItem_Notification>;
  say: ReturnType<typeof useEventWords>;
}

/** One thing that happened, in words that lead to it; following them marks it as read. */
export function NotificationItem({ notification, say }: NotificationItemProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const [, mark] = useMutation(MarkRead);
  const told = readFragment(NotificationItem_Notification, notification);
  const unread = !told.readAt;
  const read = () => {
    // Reading is no promise: when it does not come through, the mark simply stays.
    if (unread) void mark({ input: { idempotencyKey: `read ${told.id}`.slice(0, 64), ids: [told.id] } });
  };
  return (
    <li className={classes.item} data-unread={unread || undefined}>
      <span className={classes.dot}>{unread && <span className={classes.hidden}>{t("isUnread")}</span>}</span>
      <div>
        <SubjectText link={linkOf(told.subject, told.partnershipId)} onFollow={read}>
          {say(told)}
        </SubjectText>
        <div className={classes.quiet}>
          <span>{instant(told.createdAt)}</span>
          {told.giver && told.receiver && (
            <span>{t("between", { giver: told.giver.name, receiver: told.receiver.name })}</span>
          )}
        </div>
      </div>
    </li>
  );
}

interface SubjectTextProps {
  link: SubjectLink | null;
  onFollow: () => void;
  children: ReactNode;
}

function SubjectText({ link, onFollow, children }: SubjectTextProps) {
  const className = classes.text ?? "";
  if (!link) return <span className={className}>{children}</span>;
  if ("id" in link)
    return (
      <TextLink
        className={className}
        to={link.to}
        params={{ id: link.id }}
        search={link.why ? { why: link.why } : {}}
        onClick={onFollow}
      >
        {children}
      </TextLink>
    );
  return (
    <TextLink className={className} to={link.to} onClick={onFollow}>
      {children}
    </TextLink>
  );
}
