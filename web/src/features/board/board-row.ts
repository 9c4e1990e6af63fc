import type { BoardTable_StandingFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { uuidOf } from "../../lib/node-id.ts";

export const BoardTable_Standing = graphql(`
  fragment BoardTable_Standing on Standing {
    id
    receivedIn
    firstDueOn
    suspendedOn
    lateWorkdays
    lateCount
    stuck { at amount since workdays waitsFor }
    pledged
    spent
    openDisputes
    disputeSince
    awaiting
    awaitingSince
    unacknowledgedDays
    lastContactOn
    needs
    needsSince
    partnership {
      id
      kind
      basis
      state
      endsOn
      isLead
      sectionName
      leader { name }
      giver { id name shortName }
      receiver { id name shortName }
      firstDue {
        id
        kind { nameZh nameEn measure unitZh unitEn }
        good
        quantity
        claimed
        accepted
        pace
        effectiveDueOn
      }
    }
  }
`);

/** A row of the board, read. */
export type BoardRow = BoardTable_StandingFragment;

/** The rows of the board as their fragment gives them. */
export function readRows(rows: readonly FragmentType<typeof BoardTable_Standing>[]): BoardRow[] {
  return rows.map((row) => readFragment(BoardTable_Standing, row));
}

/** The partnership's bare id: the key of its row, and what the address names. */
export function rowKey({ partnership }: BoardRow): string {
  return uuidOf(partnership.id);
}

/** How an organization is called in dense places. */
export function nameOf({ name, shortName }: { name: string; shortName?: string | null }): string {
  return shortName ?? name;
}
