import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { planRaise, unsent } from "./instalments.ts";
import { raiseJournal } from "./journals.ts";
import { lockLineBalances } from "./ledger.ts";
import type { LineBalances } from "./model.ts";
import { applyPlan, type HeldLine, holdLines, openAnsweredBy, recordChange } from "./pledge-rows.ts";
import { openDuties, writePledge } from "./pledging.ts";
import type { Sending } from "./public.ts";
import { chooseLine, planSentPledge } from "./sending.ts";
import { mustBeActive } from "./vouchers.ts";

/** Which pledge line a sending fills, and how that line is made to hold it. */

/** The line of the named instalment; of the pledges that answer the named promise; else of any open pledge between the two. */
export async function findLine(command: Command, sending: Sending): Promise<string | null> {
  const { obligation, cityId, giverId, receiverId, partnershipId, kindId, good } = sending;
  if (obligation?.pledgeLineId) return obligation.pledgeLineId;
  const open = await command.tx.obligation.findMany({
    where: {
      source: "PLEDGE",
      closure: null,
      ...{ cityId, giverId, receiverId, partnershipId, kindId, good },
      ...(obligation ? { answersId: obligation.id } : {}),
    },
    select: { pledgeLineId: true },
  });
  const ids = [...new Set(open.flatMap((row) => (row.pledgeLineId === null ? [] : [row.pledgeLineId])))];
  const lines = (await holdLines(command, ids)).filter((line) => line.pledge.state === "ACTIVE");
  return chooseLine(lines, sending.quantity)?.id ?? null;
}

/** Nothing was promised: what is sent is promised in the same breath, and answers the duties that are open. */
export async function pledgeWhatIsSent(command: Command, sending: Sending): Promise<string> {
  const { obligation, cityId, giverId, receiverId, partnershipId, kindId, measure, good, occurredOn } =
    sending;
  const between = { cityId, giverId, receiverId, partnershipId, kindId, good };
  const duties = await openDuties(
    command,
    between,
    obligation ? { id: obligation.id } : { opensOn: { lte: toDbDate(occurredOn) } },
  );
  const { lineIds } = await writePledge(command, {
    cityId,
    giverId,
    receiverId,
    partnershipId,
    purpose: "",
    pledgedOn: occurredOn,
    lines: [{ kindId, measure, good, instalments: planSentPledge(sending.quantity, duties, occurredOn) }],
    cause: { deliveryId: sending.deliveryId },
  });
  const [lineId] = lineIds;
  if (!lineId) throw new Error("a pledge has a line");
  return lineId;
}

/** More is sent than the line promises: its plan and its PROMISED account are raised by the difference. PLEDGE_CANCELLED. */
export async function raiseToHold(command: Command, line: HeldLine, sending: Sending): Promise<LineBalances> {
  const missing = sending.quantity - unsent(line.instalments);
  if (missing > 0n) {
    mustBeActive(line.pledge.state);
    const change = planRaise(line.instalments, missing, { fallbackDueOn: sending.occurredOn });
    const answersId = await openAnsweredBy(command, line);
    await applyPlan(command, line, [change], { kind: "AMEND", reason: "", answersId });
    await recordChange(command, line, {
      kind: "RAISE",
      amount: missing,
      reason: "",
      journal: raiseJournal(line.id, missing),
      cause: { deliveryId: sending.deliveryId },
      occurredOn: sending.occurredOn,
    });
  }
  return lockLineBalances(command, line.id);
}
