import type { PersonActor } from "../../kernel/actor.ts";
import { today } from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { recordReading } from "../audit/public.ts";

/**
 * Records that somebody of an office opened a file behind money: one entry for a person, a file and a day, which the sides see in
 * their feed. Nothing is recorded of the sides themselves, and of files behind anything else.
 */
export async function recordOpening(
  ctx: Omit<CommandContext, "actor"> & { actor: PersonActor },
  evidenceId: string,
): Promise<void> {
  const { actor, database, clock } = ctx;
  const office = actor.memberships.find(({ organizationKind }) => organizationKind === "OFFICE");
  if (!office) return;
  const link = await database.prisma.evidenceLink.findFirst({
    where: {
      evidenceId,
      OR: [{ expenseId: { not: null } }, { delivery: { kind: { measure: "MONEY" } } }],
    },
    select: {
      deliveryId: true,
      expenseId: true,
      delivery: { select: { partnershipId: true } },
    },
    orderBy: { id: "asc" },
  });
  if (!link) return;
  const { deliveryId, expenseId, delivery } = link;
  await recordReading(ctx, {
    what: "attachment",
    subjectIds: [evidenceId, deliveryId ?? expenseId].filter((id) => id !== null),
    partnershipId: delivery?.partnershipId ?? null,
    payload: { evidenceId, deliveryId, expenseId },
    subject: { cityId: actor.cityId, organization: { id: office.organizationId, path: office.path } },
    onceAs: `${evidenceId}:${today(clock)}`,
  });
}
