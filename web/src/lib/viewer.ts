import { gql, useQuery } from "urql";
import { errorCode, errorId } from "./urql-client.ts";

/** What kind of organization a person acts for. */
export type OrganizationKind = "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM";

/** A role within an organization; which exist depends on its kind. */
export type Role = "LEADER" | "MANAGER" | "COORDINATOR" | "AUDITOR" | "LIAISON" | "MEMBER" | "GRID_MEMBER";

/** A person's role in an organization. */
export interface ViewerMembership {
  id: string;
  role: Role;
  organization: { id: string; name: string; kind: OrganizationKind };
}

/** The person signed in. */
export interface Viewer {
  id: string;
  name: string;
  memberships: ViewerMembership[];
}

interface ViewerData {
  viewer: { person: { id: string; name: string }; memberships: ViewerMembership[] } | null;
}

const ViewerQuery = gql<ViewerData, Record<string, never>>(`
  query Viewer { viewer { person { id name } memberships { id role organization { id name kind } } } }
`);

/** Where the question "who am I" stands. */
export type ViewerState =
  | { kind: "loading" }
  | { kind: "signedOut" }
  | { kind: "failed"; code: string; id: string | undefined; retry: () => void }
  | { kind: "signedIn"; viewer: Viewer; membership: ViewerMembership | undefined };

const MEMBERSHIP_KEY = "gongjian.membership";

/** Chooses the membership the person looks through, when there are several; reloads for a clean page. */
export function chooseMembership(id: string): void {
  localStorage.setItem(MEMBERSHIP_KEY, id);
  window.location.assign("/");
}

/** Who is signed in, and the membership in use. */
export function useViewer(): ViewerState {
  const [{ data, error, fetching }, refetch] = useQuery({ query: ViewerQuery, requestPolicy: "cache-first" });
  if (data?.viewer) {
    const chosen = localStorage.getItem(MEMBERSHIP_KEY);
    const { person, memberships } = data.viewer;
    const membership = memberships.find(({ id }) => id === chosen) ?? memberships[0];
    return { kind: "signedIn", viewer: { ...person, memberships }, membership };
  }
  if (fetching) return { kind: "loading" };
  const code = errorCode(error);
  if (!code || code === "UNAUTHENTICATED") return { kind: "signedOut" };
  const retry = () => refetch({ requestPolicy: "network-only" });
  return { kind: "failed", code, id: errorId(error), retry };
}
