import type { Capability, Kind } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { cityOf } from "../cities/public.ts";
import { organizationSubject, SIDES_INCLUDE } from "../organizations/public.ts";
import { type CapabilityFields, type CapabilityPer, checkCapability } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";

/** What people fill in. */
export type CapabilityInput = {
  kindId: string;
  description: string;
  good?: string | null;
  skill?: string | null;
  quantity?: bigint | null;
  per: CapabilityPer;
  validFrom: LocalDate;
  validTo?: LocalDate | null;
};

const clean = (text: string | null | undefined) => text?.normalize("NFC").trim() || null;

/**
 * The columns of a capability as they are stored.
 *
 * @throws Rejection by field; UNKNOWN_KIND, KIND_NOT_IN_USE at `kindId`.
 */
export async function columnsOf(command: Command, input: CapabilityInput) {
  const kind = await kindOn(command, input.kindId, input.validFrom);
  const fields: CapabilityFields = {
    description: clean(input.description) ?? "",
    good: clean(input.good),
    skill: clean(input.skill),
    quantity: input.quantity ?? null,
    per: input.per,
    validFrom: input.validFrom,
    validTo: input.validTo ?? null,
  };
  const problems = checkCapability(fields, kind.measure);
  if (problems.length > 0) throw Rejection.validation(problems);
  return {
    ...fields,
    kindId: kind.id,
    validFrom: toDbDate(fields.validFrom),
    validTo: fields.validTo && toDbDate(fields.validTo),
  };
}

async function kindOn(command: Command, id: string, day: LocalDate): Promise<Kind> {
  const kind = await command.tx.kind.findFirst({ where: { id, cityId: cityOf(command) } });
  if (!kind) throw Rejection.validation([{ path: ["kindId"], code: "UNKNOWN_KIND" }]);
  if (kind.validTo && fromDbDate(kind.validTo) < day)
    throw Rejection.validation([{ path: ["kindId"], code: "KIND_NOT_IN_USE" }]);
  return kind;
}

/** Locks and loads a capability that the actor may see and keep; refuses when its version is not the expected one. */
export async function takeCapability(
  command: Command,
  id: string,
  version: number | null | undefined,
): Promise<Capability> {
  const { tx, actor } = command;
  await lockRows(tx, "Capability", [id]);
  const capability = await tx.capability.findFirst({
    where: { AND: [{ id }, actor.kind === "PERSON" ? visibleTo(actor, command.today) : {}] },
    include: { organization: SIDES_INCLUDE.giver },
  });
  if (!capability) throw Rejection.notFound();
  command.require(actions["capability.keep"], organizationSubject(capability.organization));
  requireVersion(capability, version);
  return capability;
}

/** What the chain keeps of a capability: amounts, dates and ids; the words are not repeated. */
export function recordOf({ organizationId, kindId, quantity, per, validFrom, validTo }: Capability) {
  return {
    organizationId,
    kindId,
    quantity: quantity === null ? null : String(quantity),
    per,
    validFrom: fromDbDate(validFrom),
    validTo: validTo && fromDbDate(validTo),
  };
}
