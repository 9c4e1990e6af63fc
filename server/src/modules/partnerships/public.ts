import type { Partnership } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { type PlacedOrganization, refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { visibleTo } from "./policy.ts";

/** A partnership with both sides and where they sit. */
export type PlacedPartnership = Partnership & {
  giver: PlacedOrganization;
  receiver: PlacedOrganization;
  attestor: PlacedOrganization | null;
};

/** What the policy needs to know of a partnership, and of everything under it. */
export function subjectOf(partnership: PlacedPartnership): Subject {
  return {
    cityId: partnership.cityId,
    giver: refOf(partnership.giver),
    receiver: refOf(partnership.receiver),
    attestor: partnership.attestor ? refOf(partnership.attestor) : null,
  };
}

/** Locks and loads a partnership that the actor may see; not found otherwise. */
export async function loadPartnership(tx: Transaction, actor: Actor, id: string): Promise<PlacedPartnership> {
  await lockRows(tx, "Partnership", [id]);
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const partnership = await tx.partnership.findFirst({
    where: { AND: [{ id }, scope] },
    include: { ...SIDES_INCLUDE, attestor: SIDES_INCLUDE.receiver },
  });
  if (!partnership) throw Rejection.notFound();
  return partnership;
}
