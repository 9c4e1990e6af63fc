import type { OrganizationKind, Role } from "../../lib/viewer.ts";

/** Which roles there are in an organization of each kind; the server holds to the same table. */
export const ROLES_OF: Readonly<Record<OrganizationKind, readonly Role[]>> = {
  OFFICE: ["LEADER", "MANAGER", "COORDINATOR", "AUDITOR"],
  PARTNER_UNIT: ["LEADER", "MANAGER", "LIAISON", "MEMBER"],
  COMMUNITY: ["MANAGER", "LIAISON", "GRID_MEMBER", "MEMBER"],
  TEAM: ["MANAGER", "LIAISON", "MEMBER"],
};
