import type { CommandContext } from "../../server/src/kernel/command.ts";
import { extendObligations } from "../../server/src/modules/board/extend-obligations.ts";
import { boardDay } from "../../server/src/modules/board/public.ts";
import { readBoard } from "../../server/src/modules/board/read.ts";
import { remindPartnerships } from "../../server/src/modules/board/remind-partnerships.ts";
import { saveView } from "../../server/src/modules/board/save-view.ts";
import { erasePerson } from "../../server/src/modules/identity/erase-person.ts";
import { endMembership } from "../../server/src/modules/organizations/end-membership.ts";
import type { Performers } from "./perform-office.ts";
import type { Key } from "./plan.ts";
import type { Stage } from "./stage.ts";

export type OversightStep = "saveView" | "remindLate" | "extendLate" | "endRole" | "erase";

/** More than are ever late in the demo city. */
const MOST_ROWS = 500;

/** Steps of an office over many at once, and over people who left. */
export const oversightSteps: Performers<OversightStep> = {
  saveView: (stage, ctx, { name, parameters, shared }) =>
    saveView(ctx, {
      officeId: stage.id("office:city"),
      name,
      parameters: JSON.stringify(parameters),
      shared,
    }),

  async remindLate(stage, ctx, { text, ...which }) {
    const partnershipIds = (await late(stage, ctx, which)).slice(0, which.most);
    if (partnershipIds.length > 0) await remindPartnerships(ctx, { partnershipIds, to: "GIVER", text });
  },

  async extendLate(stage, ctx, { days, reason, ...which }) {
    // What has just become late may wait a little; what has been late for long is not excused.
    const partnershipIds = (await late(stage, ctx, which)).slice(-which.most);
    if (partnershipIds.length > 0) await extendObligations(ctx, { partnershipIds, days, reason });
  },

  endRole: (stage, ctx, { person, endsOn }) =>
    endMembership(ctx, { membershipId: stage.id(`${person}/membership`), endsOn }),

  erase: (stage, ctx, { person, reason }) => erasePerson(ctx, { personId: stage.id(person), reason }),
};

/** The rows of the actor's board that are late by so many working days, the latest first, in an order that no chance id decides. */
async function late(
  stage: Stage,
  { database, clock, actor }: CommandContext,
  { workdays, except }: { workdays: number; except: Key[] },
): Promise<string[]> {
  if (actor.kind !== "PERSON") throw new Error("only people have a board");
  const left = new Set(except.map((key) => stage.id(key)));
  const day = await boardDay({ database, clock }, actor.cityId);
  const filter = { lateWorkdaysAtLeast: workdays };
  const sort = { by: "LATE", descending: false } as const;
  const rows = await readBoard(database, { actor, filter, sort, day }, MOST_ROWS, null);
  const orderOf = ({ lateFrom, giverName, receiverName, kind }: (typeof rows)[number]) =>
    `${lateFrom} ${giverName} ${receiverName} ${kind}`;
  return rows
    .filter(({ id }) => !left.has(id))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(({ id }) => id);
}
