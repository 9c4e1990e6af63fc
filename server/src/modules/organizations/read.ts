import type { Prisma } from "@gongjian/prisma/client";
import { type Context, requireActor } from "../../graphql/context.ts";
import { type LocalDate, today } from "../../kernel/clock.ts";
import { openOn, peopleVisibleTo } from "./policy.ts";

/** People with a role in an organization on a day. */
export function holdsRoleIn(organizationId: string, day: LocalDate): Prisma.PersonWhereInput {
  return { memberships: { some: { organizationId, AND: [openOn(day)] } } };
}

/** Organizations of the search box: by name, short name or credit code. */
export function matchingOrganizations(search: string): Prisma.OrganizationWhereInput {
  const text = { contains: search.normalize("NFC").trim(), mode: "insensitive" as const };
  return { OR: [{ name: text }, { shortName: text }, { creditCode: text }] };
}

type Phones = Map<string, string | null>;
type Batch = { ids: Set<string>; phones: Promise<Phones> };

// The persons whose phones one request asks for are looked up together: one statement, however many rows.
const batches = new WeakMap<Context, Batch>();

/** A person's phone if the actor may see it; null otherwise, and when there is none. */
export async function visiblePhone(ctx: Context, personId: string): Promise<string | null> {
  let batch = batches.get(ctx);
  if (!batch) {
    const ids = new Set<string>();
    batch = { ids, phones: new Promise((resolve) => setImmediate(() => resolve(loadPhones(ctx, ids)))) };
    batches.set(ctx, batch);
  }
  batch.ids.add(personId);
  return (await batch.phones).get(personId) ?? null;
}

async function loadPhones(ctx: Context, ids: ReadonlySet<string>): Promise<Phones> {
  // Who asks later in the same request waits for the next look-up.
  batches.delete(ctx);
  const people = await ctx.database.prisma.person.findMany({
    where: { AND: [{ id: { in: [...ids] } }, peopleVisibleTo(requireActor(ctx), today(ctx.clock))] },
    select: { id: true, phone: true },
  });
  return new Map(people.map(({ id, phone }) => [id, phone]));
}
