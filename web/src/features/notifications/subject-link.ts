import type { InnerPath } from "../../ui/links.tsx";

/** Where a subject is seen: a place, with its id where it has a page of its own. */
export type SubjectLink =
  | {
      to:
        | "/deliveries/$id"
        | "/partnerships/$id"
        | "/pledges/$id"
        | "/requests/$id"
        | "/appeals/$id"
        | "/stations/$id"
        | "/activities/$id"
        | "/sessions/$id";
      id: string;
      why?: string;
    }
  | {
      to: Extract<InnerPath, "/" | "/appeals" | "/expenses" | "/me" | "/office/people" | "/office/webhooks">;
    };

/** The page of a node id such as `Delivery:<uuid>`; what has none is seen at its partnership. */
export function linkOf(subject: string, partnershipId: string | null | undefined): SubjectLink | null {
  const colon = subject.indexOf(":");
  const type = subject.slice(0, colon);
  const id = subject.slice(colon + 1);
  switch (type) {
    case "Home":
      return { to: "/" };
    case "Webhook":
      return { to: "/office/webhooks" };
    case "Delivery":
      return { to: "/deliveries/$id", id };
    case "Partnership":
      return { to: "/partnerships/$id", id };
    case "Pledge":
      return { to: "/pledges/$id", id };
    case "HelpRequest":
      return { to: "/requests/$id", id };
    case "Appeal":
      return { to: "/appeals/$id", id };
    case "AppealDoor":
      return { to: "/appeals" };
    case "Station":
      return { to: "/stations/$id", id };
    case "Activity":
      return { to: "/activities/$id", id };
    case "ActivitySession":
      return { to: "/sessions/$id", id };
    case "Expense":
      return { to: "/expenses" };
    case "Person":
      return { to: "/me" };
    case "Organization":
      return { to: "/office/people" };
  }
  if (!partnershipId) return null;
  const at = { to: "/partnerships/$id" as const, id: partnershipId.slice(partnershipId.indexOf(":") + 1) };
  return type === "Obligation" ? { ...at, why: subject } : at;
}
