import { useMessages } from "./i18n.ts";
import { messages } from "./messages.ts";
import type { OrganizationKind, Role } from "./viewer.ts";

/** What roles and kinds of organizations are called in the chosen language. */
export function useRoleWords() {
  const t = useMessages(messages);
  return {
    role: (role: Role) => t(`role.${role}`),
    organizationKind: (kind: OrganizationKind) => t(`organizationKind.${kind}`),
  };
}
