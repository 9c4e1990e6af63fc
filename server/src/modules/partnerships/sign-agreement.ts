import { earlier, fromDbDate, later } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { largerAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import { cancelObligation, changeQuantity, openObligation } from "../obligations/public.ts";
import { binding, sign, supersede } from "./agreement.ts";
import { type HeldAgreement, mustStand, takeAgreement } from "./agreement-rows.ts";
import { events } from "./events.ts";
import type { Side } from "./model.ts";
import { actions } from "./policy.ts";
import { sideOf, subjectOfSide } from "./rows.ts";

/** The reason in an amendment that no person wrote; clients translate it. */
const REPLACED = "AGREEMENT_REPLACED";

export type SignAgreementInput = {
  agreementId: string;
  version?: number | null;
  /** For whom, when the actor has roles on both sides. */
  side?: Side | null;
  idempotencyKey?: string | null;
};

/**
 * A LEADER or MANAGER signs for a side, another person for the other. With the second signature the version is in force: the former is
 * superseded, its promises give way to those of the new lines, and the attestor it names attests from now on.
 *
 * @throws Rejection ALREADY_SIGNED, SAME_PERSON, NOT_ACTIVE, PARTNERSHIP_OVER.
 */
export function signAgreement(ctx: CommandContext, input: SignAgreementInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "agreement.sign", input }, async (command) => {
    const { tx } = command;
    const taken = await takeAgreement(command, input.agreementId, input.version);
    const { held, agreement, signatures } = taken;
    const { partnership, told } = held;
    const side = sideOf(command, held, input.side);
    command.require(actions["agreement.sign"], subjectOfSide(held, side));
    mustStand(held);
    if (partnership.state === "PROPOSED")
      throw Rejection.invalidTransition({ from: "PROPOSED", allowed: [], code: "NOT_ACTIVE" });
    const byId = command.person().personId;
    const signed = sign(agreement, signatures, { side, byId }, command.now);
    await tx.agreementSignature.create({
      data: { id: command.newId(), cityId: agreement.cityId, agreementId: agreement.id, side, byId },
    });
    if (signed.comesIntoForce) await giveWay(command, taken);
    await tx.agreement.update({
      where: { id: agreement.id },
      data: {
        state: signed.agreement.state,
        inForceAt: signed.agreement.inForceAt,
        version: { increment: 1 },
      },
    });
    const changed = signed.comesIntoForce ? await bind(command, taken) : [];
    const event = signed.comesIntoForce ? events["agreement.inForce"] : events["agreement.signed"];
    command.emit(event, {
      ...told,
      subject: `Agreement:${agreement.id}`,
      params: { side, version: String(agreement.versionNumber) },
    });
    command.audit({
      subjectIds: [agreement.id, partnership.id, ...changed],
      partnershipId: partnership.id,
      payload: { side, versionNumber: agreement.versionNumber, state: signed.agreement.state },
    });
    return { id: agreement.id };
  });
}

/** The version in force is superseded, before the new one takes its place. */
async function giveWay(command: Command, { agreement }: HeldAgreement): Promise<void> {
  const former = await command.tx.agreement.findFirst({
    where: { partnershipId: agreement.partnershipId, state: "IN_FORCE" },
  });
  if (!former) return;
  const { state } = supersede(former);
  await command.tx.agreement.update({ where: { id: former.id }, data: { state, version: { increment: 1 } } });
}

/** Opens what the lines promise; what a former version promised and this one lists again goes on, the rest is cancelled. */
async function bind(command: Command, { held, agreement }: HeldAgreement): Promise<string[]> {
  const { tx } = command;
  const { partnership } = held;
  await tx.partnership.update({
    where: { id: partnership.id },
    data: { attestorId: agreement.attestorId, version: { increment: 1 } },
  });
  const lines = await tx.agreementLine.findMany({
    where: { agreementId: agreement.id },
    orderBy: { sortOrder: "asc" },
  });
  const promised = binding(lines.map((line) => ({ ...line, dueOn: line.dueOn && fromDbDate(line.dueOn) })));
  const standing = await tx.obligation.findMany({
    where: { partnershipId: partnership.id, source: "AGREEMENT", closure: null },
    orderBy: { id: "asc" },
  });
  const changed: string[] = [];
  for (const line of promised) {
    const { kindId, quantity, dueOn } = line;
    if (kindId === null || quantity === null || dueOn === null) continue;
    const same = standing.findIndex(
      (o) => o.kindId === kindId && o.good === line.good && fromDbDate(o.dueOn) === dueOn,
    );
    const again = same < 0 ? undefined : standing.splice(same, 1)[0];
    if (again) {
      // What was claimed already cannot be promised away.
      await changeQuantity(command, again, largerAmount(quantity, again.claimed), "AMEND", REPLACED);
      changed.push(again.id);
      continue;
    }
    const opened = await openObligation(command, {
      cityId: partnership.cityId,
      giverId: partnership.giverId,
      receiverId: partnership.receiverId,
      partnershipId: partnership.id,
      kindId,
      source: "AGREEMENT",
      quantity,
      good: line.good,
      opensOn: earlier(dueOn, later(command.today, partnership.startsOn)),
      dueOn,
      agreementLineId: line.id,
    });
    changed.push(opened.id);
  }
  for (const former of standing) {
    if (former.unclaimed === 0n && former.claimed > 0n) continue;
    await cancelObligation(command, former, REPLACED);
    changed.push(former.id);
  }
  return changed;
}
