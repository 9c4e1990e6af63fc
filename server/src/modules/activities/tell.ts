import { clockTime, dateOf, minuteOfDay } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { EventDeclaration } from "../../kernel/events.ts";

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
  return { day: dateOf(instant), when: clockTime(minuteOfDay(instant)) };
}
