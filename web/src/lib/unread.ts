import { gql, useQuery } from "urql";

const UnreadCountQuery = gql<{ inbox: { unreadCount: number } }, Record<string, never>>(`
  query UnreadCount { inbox { unreadCount } }
`);

/** How many notifications the person has not read; 0 while unknown. Kept fresh by live refetching. */
export function useUnreadCount(signedIn: boolean): number {
  const [{ data }] = useQuery({ query: UnreadCountQuery, pause: !signedIn });
  return data?.inbox.unreadCount ?? 0;
}
