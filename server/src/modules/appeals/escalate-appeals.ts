import { toDbDate, today } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { addWorkdays } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { events } from "./events.ts";
import { subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { actions } from "./policy.ts";

/** Appeals of one city told in one run: what is left waits for the next morning. */
const MOST_AT_ONCE = 2_000;

/**
 * Tells that residents of a city are without an answer beyond the city's days: first whose turn it is, after as many days again the
 * office over the community. Once each, one command for each appeal.
 *
 * @returns how many were told.
 */
export async function escalateAppeals(ctx: Omit<CommandContext, "actor">, cityId: string): Promise<number> {
  const { prisma } = ctx.database;
  const day = today(ctx.clock);
  const { appealAnswerWorkdays } = await loadSettings(prisma, cityId, day);
  const calendar = await loadCalendar(prisma, cityId);
  const late = await prisma.appeal.findMany({
    where: {
      cityId,
      OR: [
        { escalations: 0, answerDueOn: { lt: toDbDate(day) } },
        // Those whose second day has not come must not stand in the way of the others.
        {
          escalations: 1,
          answerDueOn: { lt: toDbDate(addWorkdays(day, -appealAnswerWorkdays, calendar)) },
        },
      ],
    },
    select: { id: true, escalations: true },
    orderBy: [{ answerDueOn: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
  });
  let told = 0;
  for (const { id, escalations } of late) {
    try {
      await escalate({ ...ctx, actor: { kind: "SYSTEM", cityId } }, id, escalations);
      told += 1;
    } catch (error) {
      // Answered or merged at this very moment: nothing to tell any more.
      if (!(error instanceof Rejection)) throw error;
    }
  }
  return told;
}

function escalate(ctx: CommandContext, appealId: string, escalations: number) {
  return runCommand(ctx, { name: "appeal.escalate", input: {} }, async (command) => {
    const appeal = await takeAppeal(command, appealId);
    command.require(actions["appeal.escalate"], subjectOf(appeal));
    const stillLate = appeal.answerDueOn !== null && appeal.answerDueOn < command.today;
    if (stillLate && appeal.escalations === escalations) {
      await command.tx.appeal.update({
        where: { id: appealId },
        data: { escalations: escalations + 1, version: { increment: 1 } },
      });
      await writeEntry(command, appeal, { kind: "LATE" });
      const above = appeal.state === "PASSED_UP";
      const event = escalations > 0 ? "appeal.late-office" : above ? "appeal.late-above" : "appeal.late";
      command.emit(events[event], {
        // The office is told how long, not what: it counts appeals and does not read them.
        subject: escalations > 0 ? await doorOf(command, appeal) : `Appeal:${appealId}`,
        receiverId: appeal.receiverId,
        ...(above && appeal.passedToId ? { organizationId: appeal.passedToId } : {}),
        params: { dueOn: appeal.answerDueOn ?? "" },
      });
    }
    command.audit({
      subjectIds: [appealId, appeal.receiverId],
      payload: { dueOn: appeal.answerDueOn, escalations: appeal.escalations },
    });
    return { id: appealId };
  });
}

async function doorOf({ tx }: Command, { cityId, receiverId }: { cityId: string; receiverId: string }) {
  const door = await tx.appealDoor.findUniqueOrThrow({
    where: { cityId_receiverId: { cityId, receiverId } },
    select: { id: true },
  });
  return `AppealDoor:${door.id}`;
}
