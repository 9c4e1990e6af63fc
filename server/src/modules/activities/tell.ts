import { dateOf } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { EventDeclaration } from "../../kernel/events.ts";
import { timeOf } from "./model.ts";

/** Tells the hosts of an activity, one event each. */
export function tellHosts(
  command: Command,
  event: EventDeclaration,
  activity: { hosts: readonly { organizationId: string }[] },
  subject: string,
  params: Record<string, string> = {},
): void {
  for (const { organizationId } of activity.hosts) {
    command.emit(event, { subject, organizationId, params });
  }
}

/** An instant as parameters of a text: its day and time in Asia/Shanghai. */
export function whenParams(instant: Date): { day: string; when: string } {
  const minute = Math.floor(instant.getTime() / 60_000) + 8 * 60;
  return { day: dateOf(instant), when: timeOf(((minute % 1440) + 1440) % 1440) };
}
