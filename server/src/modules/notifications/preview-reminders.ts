import type { CommandContext } from "../../kernel/command.ts";
import { gatherReminders, ladderNow, toldInWeek } from "./gather-reminders.ts";
import { withinCap } from "./reminder-model.ts";

/** What the policies of a city would send now. */
export type Preview = {
  people: number;
  sent: number;
  suppressed: number;
  quiet: boolean;
  lines: { policyId: string; people: number; things: number; suppressed: number }[];
};

/** Works out what would be sent if the policies spoke now, quiet hours left aside. Five statements, nothing is written. */
export async function previewReminders(
  { database, clock }: Pick<CommandContext, "database" | "clock">,
  cityId: string,
): Promise<Preview> {
  const { prisma } = database;
  const { policies, day, calendar, settings, quiet } = await ladderNow(prisma, clock, cityId);
  const due = await gatherReminders(prisma, cityId, policies, day, calendar);
  const people = [...new Set(due.map(({ personId }) => personId))];
  const told = await toldInWeek(prisma, cityId, people, day);
  const { sent, suppressed } = withinCap(due, told, settings.reminderCapPerWeek);
  const count = (of: typeof sent, pick: (one: (typeof sent)[number]) => string) => new Set(of.map(pick)).size;
  return {
    people: count(sent, ({ personId }) => personId),
    sent: sent.length,
    suppressed: suppressed.length,
    quiet,
    lines: policies.map(({ id }) => {
      const out = sent.filter(({ policyId }) => policyId === id);
      return {
        policyId: id,
        people: count(out, ({ personId }) => personId),
        things: count(out, ({ subjectRef }) => subjectRef),
        suppressed: suppressed.filter(({ policyId }) => policyId === id).length,
      };
    }),
  };
}
