import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

const DESK = ["LIAISON", "MANAGER"] as const;
const READERS = ["LIAISON", "MANAGER", "GRID_MEMBER"] as const;

export const actions = defineActions({
  /** A resident sends one, adds a word, says that it is not solved: by the form or the code, without an account. */
  "appeal.send": { kind: "write", who: [{ as: "ANYONE" }] },
  "appeal.read": {
    kind: "read",
    who: [
      { as: "RECEIVER", roles: READERS },
      /** The office it was passed to, and those above that. */
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
  /** How many there are, without a word of them. */
  "appeal.count": {
    kind: "read",
    who: [
      { as: "RECEIVER", roles: READERS },
      { as: "OFFICE", over: "RECEIVER", roles: ANY_ROLE },
    ],
  },
  /** Name and phone of the resident; each reading is recorded. */
  "appeal.reveal-contact": { kind: "read", who: [{ as: "RECEIVER", roles: DESK }] },
  "appeal.draft": { kind: "write", who: [{ as: "RECEIVER", roles: READERS }] },
  /** Answer, turn into a request, pass up, merge, refuse, restore. */
  "appeal.triage": { kind: "write", who: [{ as: "RECEIVER", roles: DESK }] },
  /** The office to which it was passed answers or sends it back. */
  "appeal.decide-above": { kind: "write", who: [{ as: "ORGANIZATION", roles: ["MANAGER", "COORDINATOR"] }] },
  /** Open and close the community's form. */
  "appeal.set-door": { kind: "write", who: [{ as: "RECEIVER", roles: DESK }] },
  /** The nightly jobs alone. */
  "appeal.escalate": { kind: "write", who: [] },
  "appeal.forget-contacts": { kind: "write", who: [] },
});

/** Communities of which the actor reads what residents write. */
export function readsFor(actor: PersonActor): string[] {
  return actor.memberships
    .filter(
      ({ organizationKind, role }) =>
        organizationKind === "COMMUNITY" && (READERS as readonly string[]).includes(role),
    )
    .map(({ organizationId }) => organizationId);
}

/** Appeals that the actor may see: those of its own community, and for an office those passed up to one in its territory. */
export function visibleTo(actor: PersonActor): Prisma.AppealWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { receiverId: { in: readsFor(actor) } },
      ...territories(actor).map((path) => ({ passedTo: { division: { path: { startsWith: path } } } })),
    ],
  };
}

/** Communities of which the actor may know how many appeals there are. */
export function countedFor(actor: PersonActor): Prisma.OrganizationWhereInput {
  return {
    cityId: actor.cityId,
    kind: "COMMUNITY",
    OR: [
      { id: { in: readsFor(actor) } },
      ...territories(actor).map((path) => ({ division: { path: { startsWith: path } } })),
    ],
  };
}

/** Forms that the actor may see: of the communities within its reach. */
export function doorsVisibleTo(actor: PersonActor): Prisma.AppealDoorWhereInput {
  return { cityId: actor.cityId, receiver: withinReach(actor) };
}
