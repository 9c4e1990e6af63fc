import { type Role, useViewer, type ViewerMembership } from "./viewer.ts";

/** Whether the person has one of these roles in that organization. The server decides; this only hides useless buttons. */
export function useRights() {
  const state = useViewer();
  const memberships: readonly ViewerMembership[] = state.kind === "signedIn" ? state.viewer.memberships : [];
  return {
    personId: state.kind === "signedIn" ? state.viewer.id : null,
    /** The organization's id is compared, so the order of the sides does not matter. */
    in: (organizationId: string, roles: readonly Role[]) =>
      memberships.some(
        ({ role, organization }) => organization.id === organizationId && roles.includes(role),
      ),
    /** In some office; whether its territory covers the thing is the server's to say. */
    inOffice: (roles: readonly Role[]) =>
      memberships.some(({ role, organization }) => organization.kind === "OFFICE" && roles.includes(role)),
  };
}
