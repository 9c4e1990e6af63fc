import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { loadPerson } from "../organizations/public.ts";
import { requireDeparted } from "../organizations/public-departure.ts";
import { actions } from "./policy.ts";

export type ErasePersonInput = {
  personId: string;
  /** Why, e.g. the request's number. Kept for good: it names nobody. */
  reason: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The city's office erases a person who has left: name and phone go, from every version of them too, and with them the
 * account. What the person signed stays, and the chain with it. There is no way back.
 *
 * @throws Rejection ROLES_OPEN while the person has a role now or later; LIAISON_OPEN while a partnership names them.
 */
export function erasePerson(ctx: CommandContext, input: ErasePersonInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "person.erase", input }, async (command) => {
    const { tx } = command;
    await lockRows(tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    const { id, cityId } = person;
    command.require(actions["person.erase"], { cityId });
    requireVersion(person, input.version);
    const reason = requireText(input.reason, "reason", 500);
    if (person.name !== "" && reason.includes(person.name))
      throw Rejection.validation([{ path: ["reason"], code: "NAMES_THE_PERSON" }]);

    await requireDeparted(command, person);
    await tx.personErasure.create({
      data: { id: command.newId(), cityId, personId: id, reason, byId: command.person().personId },
    });
    await tx.$executeRaw`select erase_person(${cityId}::uuid, ${id}::uuid)`;
    command.audit({ subjectIds: [id], payload: { personId: id, reason: digestOf(reason) } });
    return { id };
  });
}
