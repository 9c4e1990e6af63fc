import { CITY, CITY_OFFICE, COMMUNITY, ELSEWHERE, OFFICES } from "./actors.ts";
import type { Call } from "./expect-mutations.ts";
import type { ListExpectation, Sight, SingleExpectation } from "./expectations.ts";

/** Who sees and does what with reminders, work chats and the burden: by hand, from the role table. */

const OVER = {
  community: OFFICES,
  community2: [...CITY_OFFICE, "lowerOffice"] as const,
  elsewhere: ELSEWHERE,
};
/** The work chat of the community is its manager's alone. */
const CHAT: Sight = { first: ["communityManager"], second: ["otherCommunity"] };
const CHATS = { community: ["communityManager"] as const, community2: ["otherCommunity"] as const };

export const REMINDER_NODES: Record<string, Sight> = {
  BurdenWeek: {
    first: [...COMMUNITY, ...OFFICES],
    second: ["otherCommunity", "lowerOffice", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
  ReminderNotice: { first: OFFICES, second: OVER.community2, elsewhere: ELSEWHERE },
  ReminderPolicy: { first: CITY, elsewhere: ELSEWHERE },
  Webhook: CHAT,
  WebhookCall: CHAT,
};

export const REMINDER_LISTS: Record<string, ListExpectation> = {
  burdenWeeks: {
    type: "BurdenWeek",
    rows: `select id, "organizationId" as owner from "BurdenWeek"`,
    sees: {
      community: [...COMMUNITY, ...OFFICES],
      community2: ["otherCommunity", ...OVER.community2],
      elsewhere: ELSEWHERE,
    },
  },
  reminderNotices: {
    type: "ReminderNotice",
    rows: `select id, "organizationId" as owner from "ReminderNotice"`,
    sees: OVER,
  },
  webhookCalls: {
    type: "WebhookCall",
    rows: `select c.id, w."organizationId" as owner from "WebhookCall" c join "Webhook" w on w.id = c."webhookId"`,
    sees: CHATS,
  },
};

const everybody = (selection: string): SingleExpectation => ({
  selection,
  answered: "EVERYBODY",
  visitor: "UNAUTHENTICATED",
});

export const REMINDER_SINGLES: Record<string, SingleExpectation> = {
  burden: everybody("{ markAbove weeks { asks } }"),
  notificationChoice: everybody("{ digest }"),
  reminderPolicies: everybody("{ id }"),
  reminderPreview: {
    selection: "{ sent }",
    answered: [...CITY_OFFICE, "otherCityOffice"],
    visitor: "UNAUTHENTICATED",
  },
  webhooks: everybody("{ id }"),
};

const rung = {
  subject: "OBLIGATION",
  days: 3,
  workdays: true,
  audience: ["LIAISON"],
  channels: ["IN_APP"],
};
const chat = { kind: "GENERIC", name: "Chat", url: "https://chat.example/hook", secret: "s", locale: "zh" };
/** Everybody decides for themselves; such a call names nothing of a pair. */
const EVERYBODY = [...CITY, "otherCityOffice"] as const;

export const REMINDER_MUTATIONS: Record<string, readonly Call[]> = {
  changeReminderPolicy: [
    {
      may: ["officeManager"],
      on: ["ReminderPolicy"],
      input: (things) => ({ policyId: things["ReminderPolicy"], ...rung, active: false }),
    },
  ],
  changeWebhook: [
    {
      may: ["communityManager"],
      on: ["Webhook"],
      input: (things) => ({ webhookId: things["Webhook"], name: "Chat", locale: "zh", active: true }),
    },
  ],
  chooseChannels: [
    {
      may: EVERYBODY,
      on: [],
      input: () => ({ digest: true, mailDigest: true, mailEvents: false, locale: "zh" }),
    },
  ],
  createReminderPolicy: [{ may: ["officeManager", "otherCityOffice"], on: [], input: () => rung }],
  createWebhook: [
    {
      may: ["communityManager"],
      on: ["Organization"],
      input: (things) => ({ organizationId: things["Organization"], ...chat }),
    },
  ],
  endReminderPolicy: [
    {
      may: ["officeManager"],
      on: ["ReminderPolicy"],
      input: (things) => ({ policyId: things["ReminderPolicy"] }),
    },
  ],
  removeOwnAddress: [{ may: EVERYBODY, on: [], input: () => ({}) }],
  removeWebhook: [
    { may: ["communityManager"], on: ["Webhook"], input: (things) => ({ webhookId: things["Webhook"] }) },
  ],
  setOwnAddress: [{ may: EVERYBODY, on: [], input: () => ({ address: "somebody@city.example" }) }],
  testWebhook: [
    { may: ["communityManager"], on: ["Webhook"], input: (things) => ({ webhookId: things["Webhook"] }) },
  ],
};
