import { type ComponentProps, useEffect, useState } from "react";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { usePages } from "../../../lib/pages.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../../ui/LoadMore.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { HostDesk } from "../HostDesk.tsx";
import { messages } from "./messages.ts";

const SessionSignups = graphql(`
  query SessionSignups($id: ID!, $first: Int!, $after: String) {
    signups(sessionId: $id, first: $first, after: $after) {
      totalCount
      edges { node { id ...HostDesk_Signup } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SessionAttendances = graphql(`
  query SessionAttendances($id: ID!, $first: Int!, $after: String) {
    sessionAttendances(sessionId: $id, first: $first, after: $after) {
      totalCount
      edges { node { id ...HostDesk_Attendance } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Rows of one page, and from how many on somebody is found by typing. */
const PAGE = 50;
const MANY = 20;

type SessionDeskProps = Pick<
  ComponentProps<typeof HostDesk>,
  "session" | "hosts" | "atTheDoor" | "mayType" | "mayList"
>;

/** The list of a session, page by page; whoever looks for a name or a phone looks through all of it. */
export default function SessionDesk(props: SessionDeskProps) {
  const t = useMessages(messages);
  const [search, setSearch] = useState("");
  const variables = { id: props.session.id, first: PAGE };
  const signups = usePages(SessionSignups, variables, (data) => data.signups);
  const present = usePages(SessionAttendances, variables, (data) => data.sessionAttendances);
  const { hasMore, loading, more } = present;
  // Whether somebody came is known only of those who were read: all of them are.
  useEffect(() => {
    if (hasMore && !loading) more();
  });
  useEffect(() => {
    if (search && signups.hasMore && !signups.loading) signups.more();
  });
  const error = signups.error ?? present.error;
  if (!signups.rows || !present.rows)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => {
          signups.retry();
          present.retry();
        }}
      />
    ) : (
      <PageSkeleton />
    );
  const isLong = (signups.total ?? 0) > MANY || (present.total ?? 0) > MANY;
  return (
    <HostDesk
      {...props}
      signups={signups.rows}
      attendances={present.rows}
      search={search}
      head={isLong && <SearchField label={t("find")} value={search} onChange={setSearch} />}
      nobody={search ? <EmptyState title={t("none")} next={t("noneNext")} /> : null}
      foot={signups.hasMore && !search && <LoadMore pages={signups} />}
      presentTotal={present.total ?? present.rows.length}
    />
  );
}
