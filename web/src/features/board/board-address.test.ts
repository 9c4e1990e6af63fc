import { parseSearchWith, stringifySearchWith } from "@tanstack/react-router";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateBoardSearch } from "../../routes/search.ts";
import {
  BASES,
  type BoardFilters,
  type BoardState,
  COLUMNS,
  ORDERS,
  PAIRINGS,
  readBoard,
  STATES,
  writeBoard,
} from "./board-address.ts";

/** The address bar as the router keeps it. */
const print = stringifySearchWith(JSON.stringify, JSON.parse);
const parse = parseSearchWith(JSON.parse);

const uuid = fc.uuid({ version: 7 });
const days = fc.integer({ min: 0, max: 9999 });
const yes = fc.constant<true>(true);
const digits = fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }).map(String);
const ordered = <Value>(all: readonly Value[]) => fc.subarray([...all], { minLength: 1 });

const filters: fc.Arbitrary<BoardFilters> = fc.record(
  {
    text: fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .map((text) => text.trim())
      .filter((text) => text !== "" && text.length <= 200),
    giverId: uuid,
    receiverId: uuid,
    divisionId: fc.integer({ min: 1, max: 2 ** 31 - 1 }).map(String),
    kindId: uuid,
    partnershipKind: fc.constantFrom(...PAIRINGS),
    basis: fc.constantFrom(...BASES),
    states: ordered(STATES),
    lateWorkdays: days,
    stuckWorkdays: days,
    stuckFen: digits,
    disputeOpen: yes,
    unacknowledged: yes,
    needsMe: yes,
  },
  { requiredKeys: [] },
);
const state: fc.Arbitrary<BoardState> = fc.record({
  filters,
  by: fc.constantFrom(...ORDERS),
  reversed: fc.boolean(),
  columns: ordered(COLUMNS.slice(1)).map((some) =>
    COLUMNS.filter((it) => it === "giver" || some.includes(it)),
  ),
});

describe("the address of the board", () => {
  it("gives back what was put into it, through the address bar", () => {
    fc.assert(
      fc.property(state, (given) => {
        const search = validateBoardSearch(parse(print(writeBoard(given))) as Record<string, unknown>);
        expect(readBoard(search)).toEqual(given);
      }),
    );
  });

  it("ignores what it does not know, whatever somebody typed", () => {
    const keys = Object.keys(
      writeBoard({
        filters: { text: "x", giverId: "x", receiverId: "x", divisionId: "1", kindId: "x", stuckFen: "1" },
        by: "LATE",
        reversed: true,
        columns: ["giver"],
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys, "state", "late", "mine"), fc.jsonValue()),
        (typed) => {
          const read = readBoard(validateBoardSearch(typed));
          expect(readBoard(writeBoard(read))).toEqual(read);
        },
      ),
    );
    expect(
      readBoard(
        validateBoardSearch({
          late: "-3",
          state: "gone",
          sort: "--late",
          giver: "'; drop",
          cols: "none",
          mine: "yes",
        }),
      ),
    ).toEqual(readBoard({}));
  });

  it("is one that a person can read", () => {
    const { filters, ...rest } = readBoard({});
    expect(
      print(writeBoard({ ...rest, filters: { ...filters, lateWorkdays: 5, needsMe: true }, by: "LATE" })),
    ).toBe("?late=5&mine=1&sort=late");
    expect(readBoard(validateBoardSearch(parse("?late=5&q=12&division=7")))).toMatchObject({
      filters: { lateWorkdays: 5, text: "12", divisionId: "7" },
    });
  });

  it("is empty for the board as it opens", () => {
    expect(writeBoard(readBoard({}))).toEqual({});
  });
});
