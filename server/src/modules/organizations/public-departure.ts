import { fromDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { isOpenFrom } from "./model.ts";
import { openAssignments } from "./open-assignments.ts";
import type { PersonWithRoles } from "./public.ts";

/**
 * Refuses unless the person has left: no role now or later, no partnership that still names them. Locks the roles.
 *
 * @throws Rejection ROLES_OPEN, LIAISON_OPEN, each with the count.
 */
export async function requireDeparted(command: Command, { memberships }: PersonWithRoles): Promise<void> {
  const { tx, today } = command;
  const ids = memberships.map(({ id }) => id);
  await lockRows(tx, "Membership", ids);
  const open = memberships.filter(({ startsOn, endsOn }) =>
    isOpenFrom({ startsOn: fromDbDate(startsOn), endsOn: endsOn && fromDbDate(endsOn) }, today),
  );
  if (open.length > 0) refuse("ROLES_OPEN", "endMembership", open.length);
  const assignments = await openAssignments(tx, ids, today);
  if (assignments.length > 0) refuse("LIAISON_OPEN", "handOver", assignments.length);
}

function refuse(code: string, next: string, count: number): never {
  throw Rejection.invalidTransition({
    from: "OPEN",
    allowed: [next],
    code,
    params: { count: String(count) },
  });
}
