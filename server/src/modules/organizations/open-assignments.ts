import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { Term } from "./model.ts";

/** A liaison's assignment to one side of a partnership that goes on. */
export type OpenAssignment = Term & {
  id: string;
  partnershipId: string;
  side: "GIVER" | "RECEIVER";
  partnership: { giverId: string; receiverId: string };
};

/** The assignments of these memberships that hold on that day or later, in partnerships that go on then. */
export async function openAssignments(
  tx: Transaction,
  membershipIds: readonly string[],
  from: LocalDate,
): Promise<OpenAssignment[]> {
  const rows = await tx.partnershipLiaison.findMany({
    where: {
      membershipId: { in: [...membershipIds] },
      OR: [{ endsOn: null }, { endsOn: { gte: toDbDate(from) } }],
      partnership: { state: { notIn: ["ENDED", "DECLINED"] }, endsOn: { gte: toDbDate(from) } },
    },
    select: {
      id: true,
      partnershipId: true,
      side: true,
      startsOn: true,
      endsOn: true,
      partnership: { select: { giverId: true, receiverId: true } },
    },
    orderBy: { id: "asc" },
  });
  return rows
    .map((row) => ({
      ...row,
      startsOn: fromDbDate(row.startsOn),
      endsOn: row.endsOn && fromDbDate(row.endsOn),
    }))
    .filter(({ startsOn, endsOn }) => endsOn === null || startsOn <= endsOn);
}
