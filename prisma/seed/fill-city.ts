import { addDays, type Clock, endOfDay, startOfDay } from "../../server/src/kernel/clock.ts";
import type { Database } from "../../server/src/kernel/db.ts";
import type { SecretOf } from "../../server/src/kernel/secret.ts";
import { measureBurdenSince } from "../../server/src/modules/burden/measure-burden.ts";
import type { FileStorage } from "../../server/src/modules/evidence/storage.ts";
import { dispatchAll } from "../../server/src/modules/notifications/dispatch-outbox.ts";
import { markAllNotificationsRead } from "../../server/src/modules/notifications/mark-notifications.ts";
import { type PlanOptions, planCity } from "./city-plan.ts";
import { foundCity } from "./found.ts";
import { type Performance, perform, type Watcher } from "./perform.ts";
import type { Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** What of the news is still unread, in days before the anchor. */
const UNREAD_DAYS = 6;

/** Fills an empty database with the demo city, through the commands of the product. */
export async function fillCity(
  database: Database,
  storage: FileStorage,
  options: PlanOptions & { secretOf?: SecretOf },
  watcher: Watcher = {},
): Promise<{ plan: Plan; stage: Stage; performance: Performance }> {
  const plan = planCity(options);
  const stage = await foundCity(database, storage, plan, options.secretOf);
  const performance = await perform(stage, plan.acts, watcher);
  const end = endOfDay(addDays(plan.anchor, -1));
  const clock: Clock = { now: () => end };
  await dispatchAll({ database, clock });
  await measureBurdenSince({ database, clock }, stage.cityId, addDays(plan.anchor, -84));
  // Whoever signs in finds what happened lately, not a year of it.
  const readUntil = startOfDay(addDays(plan.anchor, -UNREAD_DAYS));
  for (const { person } of plan.logins)
    await markAllNotificationsRead(stage.as(person, end.getTime()), readUntil);
  return { plan, stage, performance };
}
