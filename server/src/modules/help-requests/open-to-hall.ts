import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, toDbDate, today } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { isDueForHall, keep, toHall } from "./hall.ts";
import { type RequestInHand, saveRequest, subjectOf, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";

export type OpenToHallInput = {
  helpRequestId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The receiver's desk shows an open request to every unit of the city, before the days of its paired units are over or after it had
 * kept it to them. IN_HALL when it stands there already.
 */
export function openToHall(ctx: CommandContext, input: OpenToHallInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.open-to-hall", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    await moveToHall(command, request);
    return { id: request.id };
  });
}

async function moveToHall(command: Command, request: RequestInHand): Promise<void> {
  await saveRequest(command, toHall(request, command.now));
  command.emit(events["request.hall-opened"], {
    subject: `HelpRequest:${request.id}`,
    receiverId: request.receiverId,
    params: { urgency: request.urgency },
  });
  command.audit({ subjectIds: [request.id, request.receiverId], payload: { helpRequestId: request.id } });
}

export type KeepToPartnersInput = OpenToHallInput & { reason: string };

/** The receiver's desk keeps a request to its paired units and says why: it comes into the hall by nobody's clock. */
export function keepToPartners(ctx: CommandContext, input: KeepToPartnersInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.keep", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    await saveRequest(command, keep(request, input.reason));
    command.emit(events["request.changed"], {
      subject: `HelpRequest:${request.id}`,
      receiverId: request.receiverId,
    });
    command.audit({
      subjectIds: [request.id, request.receiverId],
      payload: { helpRequestId: request.id, reason: digestOf(input.reason.trim()) },
    });
    return { id: request.id };
  });
}

/** Requests that one night takes to the hall at most; what is left waits for the next. */
const MOST_A_NIGHT = 2_000;

/** Takes every request to the hall whose days with the paired units are over, one command each. */
export async function openDueHalls(ctx: Omit<CommandContext, "actor">): Promise<void> {
  const { prisma } = ctx.database;
  const due = await prisma.helpRequest.findMany({
    where: {
      state: "OPEN",
      saidUnsolved: false,
      hallSince: null,
      keptReason: null,
      offeredUntil: { lt: toDbDate(today(ctx.clock)) },
      // What is wholly taken on must not stand in the way of the others: there is more of it than one night takes.
      needs: { some: { claimed: { lt: prisma.need.fields.quantity } } },
    },
    orderBy: [{ offeredUntil: "asc" }, { id: "asc" }],
    take: MOST_A_NIGHT,
    select: { id: true, cityId: true },
  });
  for (const { id, cityId } of due) {
    const actor = { kind: "SYSTEM", cityId } as const;
    try {
      await runCommand({ ...ctx, actor }, { name: "request.open-to-hall", input: {} }, async (command) => {
        const request = await takeRequest(command, id);
        command.require(actions["request.triage"], subjectOf(request));
        const until = request.offeredUntil && fromDbDate(request.offeredUntil);
        if (!isDueForHall(request, until, request.needs, command.today)) throw Rejection.notFound();
        await moveToHall(command, request);
        return { id };
      });
    } catch (error) {
      // Taken on, kept or opened at this very moment: nothing to do any more.
      if (!(error instanceof Rejection)) throw error;
    }
  }
}
