import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { checkPerson, cleanCode, cleanText } from "./model.ts";
import { loadPerson, requirePersonManager } from "./public.ts";

/** What is absent stays; a null phone clears it. */
export type ChangePersonInput = {
  personId: string;
  name?: string | null;
  phone?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Corrects a person's name or phone, by who manages every organization that the person is in. */
export function changePerson(ctx: CommandContext, input: ChangePersonInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "person.change", input }, async (command) => {
    await lockRows(command.tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    requirePersonManager(command, person);
    requireVersion(person, input.version);
    const name = input.name === undefined || input.name === null ? person.name : cleanText(input.name);
    const phone = input.phone === undefined ? person.phone : cleanCode(input.phone);
    const problems = checkPerson({ name, phone });
    if (problems.length > 0) throw Rejection.validation(problems);
    await command.tx.person.update({
      where: { id: person.id },
      data: { name: name ?? person.name, phone, version: { increment: 1 } },
    });
    // No digests: there are so few phones that one is found from its digest, by whoever reads an evidence pack.
    const changed = [...(name === person.name ? [] : ["name"]), ...(phone === person.phone ? [] : ["phone"])];
    command.audit({ subjectIds: [person.id], payload: { changed } });
    return { id: person.id };
  });
}
