import type { Prisma } from "@gongjian/prisma/client";
import { type Context, requireActor } from "./context.ts";

/**
 * What one command did to many things, as its audit entry says it: the same answer for the first request and for a repeated one.
 *
 * @param id of the batch, the first of the entry's subjects.
 * @returns null when there is no such entry in the actor's city.
 */
export async function readBatch<Payload>(id: string, command: string, ctx: Context): Promise<Payload | null> {
  const where: Prisma.AuditEntryWhereInput = {
    cityId: requireActor(ctx).cityId,
    subjectIds: { has: id },
    command,
  };
  const entry = await ctx.database.prisma.auditEntry.findFirst({ where, select: { payload: true } });
  return entry?.payload ? (JSON.parse(entry.payload) as Payload) : null;
}
