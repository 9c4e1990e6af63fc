import type { Who } from "./people.ts";

/** Ids of things to look at, found through the product's own API. */
export type Things = {
  partnership: string;
  obligation: string;
  delivery: string;
  request: string;
  appeal: string;
  pledge: string;
  /** The Fridays by the lake, the last of them, and a session that anybody may sign up for. */
  activity: string;
  session: string;
  publicSession: string;
};

/** One page of the product, seen by somebody to whom it matters. */
export type PageToSee = {
  /** A file's name. */
  name: string;
  /** Nobody: before signing in. */
  as: Who | null;
  path(things: Things): string;
  /** Shows the Chinese and the English name of things side by side. */
  bothNames?: true;
};

const fixed = (name: string, as: Who | null, path: string): PageToSee => ({ name, as, path: () => path });

/** Every page of the product, the homes of all roles among them. */
export const pages: readonly PageToSee[] = [
  fixed("sign-in", null, "/sign-in"),
  fixed("invitation-gone", null, "/invitation/none-such"),
  fixed("not-found", "liaison", "/no-such-page"),
  fixed("home-liaison", "liaison", "/"),
  fixed("home-leader", "leader", "/"),
  fixed("home-worker", "worker", "/"),
  fixed("home-secretary", "secretary", "/"),
  fixed("home-coordinator", "coordinator", "/"),
  fixed("home-manager", "manager", "/"),
  fixed("home-auditor", "auditor", "/"),
  fixed("home-district", "district", "/"),
  fixed("partnerships-liaison", "liaison", "/partnerships"),
  fixed("partnerships-office", "coordinator", "/partnerships"),
  fixed("board-office", "coordinator", "/board"),
  { name: "board-preview", as: "manager", path: ({ partnership }) => `/board?preview=${partnership}` },
  fixed("city", "district", "/city"),
  { name: "partnership-liaison", as: "liaison", path: ({ partnership }) => `/partnerships/${partnership}` },
  { name: "partnership-worker", as: "worker", path: ({ partnership }) => `/partnerships/${partnership}` },
  { name: "partnership-office", as: "manager", path: ({ partnership }) => `/partnerships/${partnership}` },
  {
    name: "partnership-why",
    as: "coordinator",
    path: ({ partnership, obligation }) =>
      `/partnerships/${partnership}?why=${encodeURIComponent(`Obligation:${obligation}`)}`,
  },
  {
    name: "partnership-as-of",
    as: "coordinator",
    path: ({ partnership }) => `/partnerships/${partnership}?asOf=${daysAgo(30)}`,
  },
  fixed("log", "liaison", "/log"),
  fixed("obligations-liaison", "liaison", "/obligations"),
  fixed("obligations-worker", "worker", "/obligations"),
  fixed("reminders-office", "manager", "/office/reminders"),
  fixed("webhooks-office", "manager", "/office/webhooks"),
  fixed("burden-office", "coordinator", "/office/burden"),
  fixed("burden-worker", "worker", "/office/burden"),
  fixed("obligations-office", "manager", "/obligations"),
  fixed("stations-office", "coordinator", "/stations"),
  fixed("stations-liaison", "liaison", "/stations"),
  fixed("station-worker", "worker", "/stations"),
  fixed("requests-liaison", "liaison", "/requests"),
  fixed("requests-worker", "worker", "/requests"),
  fixed("requests-office", "coordinator", "/requests"),
  fixed("request-new", "worker", "/requests/new"),
  fixed("hall-liaison", "liaison", "/hall"),
  fixed("hall-office", "coordinator", "/hall"),
  fixed("capabilities-liaison", "liaison", "/capabilities"),
  fixed("capabilities-office", "coordinator", "/capabilities"),
  fixed("fairness", "manager", "/fairness"),
  fixed("fairness-units", "coordinator", "/fairness?tab=units"),
  fixed("fairness-plan", "coordinator", "/fairness/plan"),
  fixed("appeals-worker", "worker", "/appeals"),
  fixed("appeals-office", "coordinator", "/appeals"),
  { name: "appeal", as: "worker", path: ({ appeal }) => `/appeals/${appeal}` },
  fixed("activities-office", "coordinator", "/activities"),
  fixed("activities-week", "worker", "/activities?view=week"),
  fixed("activities-list", "liaison", "/activities?view=list&whose=city"),
  fixed("activity-new", "worker", "/activities/new"),
  { name: "activity", as: "worker", path: ({ activity }) => `/activities/${activity}` },
  { name: "session", as: "worker", path: ({ session }) => `/sessions/${session}` },
  { name: "session-code", as: "worker", path: ({ publicSession }) => `/sessions/${publicSession}/code` },
  { name: "session-poster", as: "worker", path: ({ publicSession }) => `/sessions/${publicSession}/poster` },
  fixed("record", "worker", "/record"),
  fixed("records", "secretary", "/record/people"),
  { name: "request", as: "liaison", path: ({ request }) => `/requests/${request}` },
  { name: "pledge", as: "liaison", path: ({ pledge }) => `/pledges/${pledge}` },
  { name: "pledge-worker", as: "worker", path: ({ pledge }) => `/pledges/${pledge}` },
  fixed("expenses-worker", "worker", "/expenses"),
  fixed("expenses-secretary", "secretary", "/expenses"),
  fixed("expense-new", "worker", "/expenses/new"),
  { name: "delivery", as: "worker", path: ({ delivery }) => `/deliveries/${delivery}` },
  fixed("reports-office", "coordinator", "/reports"),
  fixed("reports-district", "district", "/reports"),
  fixed("reports-liaison", "liaison", "/reports"),
  fixed("reports-worker", "worker", "/reports"),
  fixed("circular", "manager", "/reports/circular"),
  {
    name: "difference",
    as: "coordinator",
    path: ({ partnership }) =>
      `/partnerships/${partnership}/difference?from=${daysAgo(120)}&to=${daysAgo(0)}`,
  },
  { name: "ledger", as: "worker", path: ({ partnership }) => `/partnerships/${partnership}/ledger` },
  fixed("audit", "auditor", "/audit"),
  fixed("audit-chain", "auditor", "/audit/chain"),
  fixed("notifications", "liaison", "/notifications"),
  fixed("me", "liaison", "/me"),
  fixed("second-factor", "coordinator", "/second-factor"),
  fixed("people-secretary", "secretary", "/office/people"),
  fixed("office-assign", "manager", "/office/assign"),
  fixed("office-rules", "manager", "/office/rules"),
  fixed("office-periods", "manager", "/office/periods"),
  fixed("office-organizations", "manager", "/office/organizations"),
  fixed("office-people", "manager", "/office/people"),
  fixed("office-import", "manager", "/office/import"),
  fixed("office-divisions", "manager", "/office/divisions"),
  fixed("office-calendar", "manager", "/office/calendar"),
  { ...fixed("office-activity-kinds", "manager", "/office/activity-kinds"), bothNames: true },
  { ...fixed("office-settings", "manager", "/office/settings"), bothNames: true },
];

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

type Edges = { edges: { node: { id: string } }[] };
type Found = {
  partnerships: Edges;
  obligations: Edges;
  helpRequests: Edges;
};
type InPartnership = {
  partnershipSnapshot: { deliveries: { id: string; state: string }[]; pledges: { id: string }[] };
};

type SessionFound = {
  id: string;
  startsAt: string;
  publicPath: string | null;
  activity: { id: string; recurrence: string | null };
};

const uuid = (id: string | undefined): string => {
  if (id === undefined) throw new Error("the demo city has nothing of a kind to look at");
  return id.slice(id.indexOf(":") + 1);
};

type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

/** Finds what to look at: the partnership of the demo city's story and the things in it. `ask` asks as its liaison. */
export async function findThings(
  ask: Ask,
  /** What residents wrote is their community's. */
  askAsWorker: Ask,
): Promise<Things> {
  const { partnerships, obligations, helpRequests } = await ask<Found>(`{
    partnerships(first: 50) { edges { node { id } } }
    obligations(first: 50, filter: { state: OPEN }) { edges { node { id } } }
    helpRequests(first: 50) { edges { node { id } } }
  }`);
  const stories = await Promise.all(
    partnerships.edges.map(async ({ node }) => {
      const { partnershipSnapshot } = await ask<InPartnership>(
        `query ($id: ID!) { partnershipSnapshot(id: $id) { deliveries { id state } pledges { id } } }`,
        { id: node.id },
      );
      return { id: node.id, ...partnershipSnapshot };
    }),
  );
  const story = stories.find(({ pledges }) => pledges.length > 0);
  const delivery = story?.deliveries.find(({ state }) => state === "SETTLED") ?? story?.deliveries[0];
  const { appeals } = await askAsWorker<{ appeals: { edges: { node: { id: string } }[] } }>(
    "{ appeals(first: 1, filter: { states: [RECEIVED] }) { edges { node { id } } } }",
  );
  const { sessions } = await askAsWorker<{ sessions: { edges: { node: SessionFound }[] } }>(
    `query ($from: LocalDate!, $to: LocalDate!) { sessions(first: 100, from: $from, to: $to) {
      edges { node { id startsAt publicPath activity { id recurrence } } } } }`,
    { from: daysAgo(20), to: daysAgo(-30) },
  );
  const found = sessions.edges.map(({ node }) => node);
  const past = found.findLast(
    ({ startsAt, activity }) => activity.recurrence !== null && Date.parse(startsAt) < Date.now(),
  );
  return {
    activity: uuid(past?.activity.id),
    session: uuid(past?.id),
    publicSession: uuid(found.find(({ publicPath }) => publicPath !== null)?.id),
    appeal: uuid(appeals.edges[0]?.node.id),
    partnership: uuid(story?.id),
    obligation: uuid(obligations.edges[0]?.node.id),
    delivery: uuid(delivery?.id),
    request: uuid(helpRequests.edges[0]?.node.id),
    pledge: uuid(story?.pledges[0]?.id),
  };
}
