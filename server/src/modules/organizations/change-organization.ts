import { canonicalJson, digestOf } from "../../kernel/canonical.ts";
import { addDays } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { requireManagerLeft } from "./city-managers.ts";
import { checkOrganization } from "./model.ts";
import { actions } from "./policy.ts";
import { cleanOrganization, loadOrganization, loadSeat, type OrganizationInput } from "./public.ts";

/** What is absent stays; null clears it. */
export type ChangeOrganizationInput = {
  organizationId: string;
  version?: number | null;
  idempotencyKey?: string | null;
} & Partial<{ [Field in keyof Omit<OrganizationInput, "kind">]: OrganizationInput[Field] | null }>;

const FIELDS = ["name", "shortName", "creditCode", "unitClass", "residents", "address", "phone"] as const;

/**
 * Changes what an organization is called, where it sits, its class, residents, address or phone. What it is (kind) stands.
 *
 * @throws Rejection PARENT_CYCLE when it would be above itself; LAST_MANAGER when the city's only office would move away.
 */
export function changeOrganization(
  ctx: CommandContext,
  input: ChangeOrganizationInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "organization.change", input }, async (command) => {
    await lockRows(command.tx, "Organization", [input.organizationId]);
    const organization = await loadOrganization(command.tx, command.actor, input.organizationId);
    command.require(actions["organization.manage"], { cityId: organization.cityId });
    requireVersion(organization, input.version);
    if (organization.endedOn !== null) throw Rejection.invalidTransition({ from: "ENDED", allowed: [] });

    const divisionId = input.divisionId ?? organization.divisionId;
    const division = await loadSeat(command, organization.cityId, divisionId);
    const wanted = Object.fromEntries(
      FIELDS.map((field) => [field, input[field] === undefined ? organization[field] : input[field]]),
    );
    const fields = cleanOrganization({ ...organization, ...wanted });
    const problems = checkOrganization(fields, division.level);
    if (problems.length > 0) throw Rejection.validation(problems);
    const parentId = input.parentId === undefined ? organization.parentId : input.parentId;
    if (parentId !== null && parentId !== organization.parentId) await refuseCycle(parentId);
    if (divisionId !== organization.divisionId) {
      const { tx } = command;
      const ids = (
        await tx.membership.findMany({ where: { organizationId: organization.id }, select: { id: true } })
      ).map(({ id }) => id);
      await requireManagerLeft(command, organization.cityId, { ids, endsOn: addDays(command.today, -1) });
    }

    await command.tx.organization.update({
      where: { id: organization.id },
      data: {
        ...fields,
        name: fields.name ?? organization.name,
        divisionId,
        parentId,
        version: { increment: 1 },
      },
    });
    const changed = FIELDS.filter((field) => fields[field] !== organization[field]);
    command.audit({
      subjectIds: [organization.id],
      payload: {
        changed,
        fields: digestOf(canonicalJson(fields)),
        ...(divisionId === organization.divisionId ? {} : { divisionId }),
        ...(parentId === organization.parentId ? {} : { parentId }),
      },
    });
    return { id: organization.id };

    async function refuseCycle(start: string): Promise<void> {
      for (let above: string | null = start; above !== null; ) {
        if (above === organization.id)
          throw Rejection.validation([{ path: ["parentId"], code: "PARENT_CYCLE" }]);
        const next = await loadOrganization(command.tx, command.actor, above);
        above = next.parentId;
      }
    }
  });
}
