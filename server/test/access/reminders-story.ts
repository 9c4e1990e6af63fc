import { newId } from "../../src/kernel/ids.ts";
import type { TestCity, TestOrganization, TestPerson } from "../world.ts";
import { act, type Things } from "./pair-story.ts";

/** A community was reminded once, its work chat heard of it, and its week was counted. */
export async function tellReminders(
  city: TestCity,
  { community, head, policy }: { community: TestOrganization; head: TestPerson; policy: string },
): Promise<Things> {
  const { world } = city;
  const noticeId = newId();
  await world.sql(
    `insert into "ReminderNotice" (id, "cityId", "policyId", subject, "personId", "organizationId", "fellOn", outcome)
     values ($1, $2, $3, 'Obligation:1', $4, $5, '2026-03-02', 'SENT')`,
    [noticeId, city.id, policy.split(":")[1], head.actor.personId, community.id],
  );
  // A community with several units has one week all the same.
  const [week] = await world.sql<{ id: string }>(
    `insert into "BurdenWeek" (id, "cityId", "organizationId", week, asks, reminders, fields, documents, "fromSessions", "fieldsSaved", "computedAt")
     values ($1, $2, $3, '2026-03-02', 2, 1, 3, 0, 0, 0, gongjian_now())
     on conflict ("cityId", "organizationId", week) do update set asks = excluded.asks returning id`,
    [newId(), city.id, community.id],
  );
  const webhookId = await act(head, "createWebhook", {
    ...{ organizationId: `Organization:${community.id}`, kind: "GENERIC", name: "Chat" },
    ...{ url: "https://chat.example/hook", secret: "s", locale: "zh" },
  });
  await act(head, "testWebhook", { webhookId });
  const [call] = await world.sql<{ id: string }>(`select id from "WebhookCall" where "webhookId" = $1`, [
    webhookId.split(":")[1],
  ]);
  return {
    ReminderNotice: `ReminderNotice:${noticeId}`,
    BurdenWeek: `BurdenWeek:${week?.id}`,
    Webhook: webhookId,
    WebhookCall: `WebhookCall:${call?.id}`,
  };
}
