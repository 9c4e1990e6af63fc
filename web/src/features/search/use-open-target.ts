import { useNavigate } from "@tanstack/react-router";
import { uuidOf } from "../../lib/node-id.ts";
import type { ViewerMembership } from "../../lib/viewer.ts";
import type { InnerPath } from "../../ui/links.tsx";
import type { Target } from "./targets.ts";

/** Opens what was found where this person works with it: an office looks at its board, a side at its partnerships. */
export function useOpenTarget(membership: ViewerMembership | undefined): (target: Target) => void {
  const navigate = useNavigate();
  const office = membership?.organization.kind === "OFFICE";
  const seesPeople = office || membership?.role === "MANAGER";
  const partnershipsOf = (q: string) => void navigate({ to: "/partnerships", search: { q } });
  return (target) => {
    switch (target.kind) {
      case "PAGE":
        void navigate({ to: target.id as InnerPath });
        break;
      case "PARTNERSHIP":
        void navigate({ to: "/partnerships/$id", params: { id: uuidOf(target.id) } });
        break;
      case "UNIT":
        if (office) void navigate({ to: "/board", search: { giver: uuidOf(target.id) } });
        else partnershipsOf(target.name);
        break;
      case "COMMUNITY":
        if (office) void navigate({ to: "/board", search: { receiver: uuidOf(target.id) } });
        else partnershipsOf(target.name);
        break;
      case "OFFICE":
        if (office) void navigate({ to: "/office/organizations", search: { q: target.name } });
        else partnershipsOf(target.name);
        break;
      case "PERSON":
        if (seesPeople) void navigate({ to: "/office/people", search: { q: target.name } });
        else partnershipsOf(target.place[0] ?? "");
        break;
      case "DIVISION":
        void navigate({ to: "/office/divisions", search: { at: divisionAddress(target.path ?? []) } });
        break;
    }
  };
}

/** The way to a division as its page's address has it: numbers with dots, from the top. */
function divisionAddress(path: readonly string[]): string {
  return path.map((id) => id.slice("Division:".length)).join(".");
}
