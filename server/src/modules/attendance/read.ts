import type { Context } from "../../graphql/context.ts";

type Found = Set<string>;
type Batch = { ids: Set<string>; found: Promise<Found> };

// The typed hours that one request asks about are looked up together: one statement, however many rows.
const batches = new WeakMap<Context, Batch>();

/** Whether an attendance overlaps another one of the same person: typed hours are flagged, measured ones cannot. */
export async function overlapsAnother(ctx: Context, attendanceId: string): Promise<boolean> {
  let batch = batches.get(ctx);
  if (!batch) {
    const ids = new Set<string>();
    batch = { ids, found: new Promise((resolve) => setImmediate(() => resolve(findOverlaps(ctx, ids)))) };
    batches.set(ctx, batch);
  }
  batch.ids.add(attendanceId);
  return (await batch.found).has(attendanceId);
}

async function findOverlaps(ctx: Context, ids: ReadonlySet<string>): Promise<Found> {
  // Who asks later in the same request waits for the next look-up.
  batches.delete(ctx);
  const rows = await ctx.database.prisma.$queryRaw<{ id: string }[]>`
    select a.id from "Attendance" a
    where a.id = any(${[...ids]}::uuid[]) and exists (
      select from "Attendance" b
      where b."cityId" = a."cityId" and b."personId" = a."personId" and b.id <> a.id and b."state" = 'PRESENT'
        and b."startsAt" < a."endsAt" and b."endsAt" > a."startsAt")`;
  return new Set(rows.map(({ id }) => id));
}
