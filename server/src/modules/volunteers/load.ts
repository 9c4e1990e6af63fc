import type { Command } from "../../kernel/command.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { entriesVisibleTo } from "./policy.ts";

/** An entry that the actor may see, under lock; ENTRY_WITHDRAWN for one that was taken back. */
export async function takeEntry(command: Command, id: string, version: number | null | undefined) {
  const entry = await command.tx.volunteerEntry.findFirst({
    where: { AND: [{ id }, entriesVisibleTo(command.person(), command.today)] },
  });
  if (!entry) throw Rejection.notFound();
  await command.tx.$queryRaw`select id from "VolunteerEntry" where id = ${id}::uuid for no key update`;
  const held = await command.tx.volunteerEntry.findUniqueOrThrow({ where: { id } });
  requireVersion(held, version);
  if (held.withdrawnAt !== null)
    throw Rejection.invalidTransition({ from: "WITHDRAWN", allowed: [], code: "ENTRY_WITHDRAWN" });
  return held;
}
