import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { TestPerson, World } from "../../../test/world.ts";
import { CHECKS } from "../audit/verify.ts";

/** A row of the board as a test reads it. */
export type Seen = {
  id: string;
  partnership: { giver: { name: string }; receiver: { name: string }; state: string; endsOn: string };
  receivedIn: string[];
  firstDueOn: string | null;
  suspendedOn: string | null;
  openPromises: number;
  lateWorkdays: number;
  lateCount: number;
  stuck: { at: string; amount: string; since: string; workdays: number; waitsFor: string } | null;
  pledged: string;
  sent: string;
  received: string;
  spent: string;
  openDisputes: number;
  disputeSince: string | null;
  awaiting: number;
  awaitingSince: string | null;
  silent: boolean;
  extensionsAsked: number;
  unacknowledgedDays: number | null;
  lastContactOn: string | null;
  needs: string;
  needsSince: string | null;
};

export const ROW = `id receivedIn firstDueOn suspendedOn openPromises lateWorkdays lateCount pledged sent received spent
  stuck { at amount since workdays waitsFor } openDisputes disputeSince awaiting awaitingSince silent extensionsAsked
  unacknowledgedDays lastContactOn needs needsSince partnership { giver { name } receiver { name } state endsOn firstDue { dueOn } }`;

export const BOARD = `query ($first: Int!, $after: String, $filter: BoardFilter, $sort: BoardSort) {
  board(first: $first, after: $after, filter: $filter, sort: $sort) {
    totalCount hiddenCount pageInfo { hasNextPage endCursor } edges { cursor node { ${ROW} } } } }`;

export type BoardPage = {
  totalCount: number;
  hiddenCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { cursor: string; node: Seen }[];
};

/** One page of a person's board. */
export async function look(person: TestPerson, variables: Record<string, unknown> = {}): Promise<BoardPage> {
  const { data, errors } = await person.ask(BOARD, { first: 50, ...variables });
  expect(errors).toEqual([]);
  return (data as { board: BoardPage }).board;
}

/** The rows of a person's board under a filter. */
export async function rowsOf(
  person: TestPerson,
  filter: Record<string, unknown> = {},
  sort?: Record<string, unknown>,
): Promise<Seen[]> {
  return (await look(person, { filter, sort })).edges.map(({ node }) => node);
}

/** What the database keeps is what the facts come to. */
export async function expectStandingsCurrent(world: World): Promise<void> {
  for (const check of ["standings-current", "obligation-suspended"])
    expect(await world.sql(await readFile(join(CHECKS, `${check}.sql`), "utf8")), check).toEqual([]);
}
