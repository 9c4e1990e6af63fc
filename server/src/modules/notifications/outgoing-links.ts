/** Where a subject is seen, as a path of the web app; the home page for what has no page of its own. */
export function pathOf(subject: string | null): string {
  const colon = subject?.indexOf(":") ?? -1;
  if (subject === null || colon < 0) return "/";
  const id = subject.slice(colon + 1);
  const place = PLACES[subject.slice(0, colon)];
  return place === undefined ? "/" : place.replace("$id", id);
}

const PLACES: Record<string, string> = {
  Activity: "/activities/$id",
  ActivitySession: "/sessions/$id",
  Appeal: "/appeals/$id",
  AppealDoor: "/appeals",
  Delivery: "/deliveries/$id",
  Expense: "/expenses",
  HelpRequest: "/requests/$id",
  Partnership: "/partnerships/$id",
  Person: "/me",
  Pledge: "/pledges/$id",
  Station: "/stations/$id",
};
