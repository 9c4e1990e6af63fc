import type { AppealEntryKind } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { events } from "./events.ts";
import { dueFromToday, saveAppeal, takeBehindRequest, writeEntry } from "./load.ts";
import { followRequest, type RequestNews } from "./model.ts";

const NEWS: Readonly<Partial<Record<string, RequestNews>>> = {
  OPEN: "OPENED",
  CLOSED: "SOLVED",
  CLOSED_UNSOLVED: "UNSOLVED",
  WITHDRAWN: "WITHDRAWN",
};

const ENTRY: Readonly<Record<RequestNews, AppealEntryKind>> = {
  OPENED: "REQUEST_OPENED",
  SOLVED: "REQUEST_SOLVED",
  UNSOLVED: "REQUEST_UNSOLVED",
  WITHDRAWN: "REQUEST_WITHDRAWN",
};

/**
 * A help request was written in a state: the resident's appeal behind it, where there is one, follows. Call it in the same command,
 * after the request is written.
 */
export async function onRequestSaved(
  command: Command,
  request: { id: string; cityId: string; state: string },
): Promise<void> {
  const news = NEWS[request.state];
  if (!news) return;
  const appeal = await takeBehindRequest(command, request);
  if (!appeal) return;
  const next = followRequest(appeal, news, command.now, await dueFromToday(command, request.cityId));
  if (next.state === appeal.state && next.waitingSince === appeal.waitingSince) return;
  await saveAppeal(command, next);
  await writeEntry(command, appeal, { kind: ENTRY[news], organizationId: appeal.receiverId });
  command.emit(events["appeal.changed"], { subject: `Appeal:${appeal.id}`, receiverId: appeal.receiverId });
}
