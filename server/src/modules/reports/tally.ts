import type { KindRow } from "../../graphql/labels.ts";
import type { Figure, Party, ReportFact } from "./report.ts";

/** A fact as it is counted: where it leads and between whom it is. */
export type Counted = {
  subject: string;
  partnershipId: string | null;
  giverId: string;
  receiverId: string;
  kind: KindRow | null;
  good: string | null;
  on: string;
};

/**
 * Adds facts up under keys `<period>|<group>|<word>`. A figure's `facts` is its key: whoever counts again with `wanted` finds the
 * facts themselves, so that a number and its list can never differ.
 */
export class Tally {
  readonly #sums = new Map<string, { amount: bigint; count: number }>();
  readonly #wanted: string | null;
  readonly #parties: (id: string) => Party;
  readonly found: ReportFact[] = [];

  constructor(parties: (id: string) => Party, wanted: string | null = null) {
    this.#parties = parties;
    this.#wanted = wanted;
  }

  /** Counts one fact; nothing is counted for an amount of zero. */
  add(key: { period: string; group: string; word: string }, amount: bigint, fact: Counted): void {
    if (amount === 0n) return;
    const name = nameOf(key);
    const sum = this.#sums.get(name) ?? { amount: 0n, count: 0 };
    sum.amount += amount;
    sum.count += 1;
    this.#sums.set(name, sum);
    if (name !== this.#wanted) return;
    const { giverId, receiverId, ...rest } = fact;
    this.found.push({
      ...rest,
      giver: this.#parties(giverId),
      receiver: this.#parties(receiverId),
      amount: amount.toString(),
    });
  }

  figure(key: { period: string; group: string; word: string }): Figure {
    const name = nameOf(key);
    const { amount, count } = this.#sums.get(name) ?? { amount: 0n, count: 0 };
    return { amount: amount.toString(), count, facts: name };
  }

  /** The groups with something in them that begin so, in a period. */
  groups(period: string, prefix: string): string[] {
    const groups = new Set<string>();
    for (const name of this.#sums.keys()) {
      const [of, group = ""] = name.split("|");
      if (of === period && group.startsWith(prefix)) groups.add(group);
    }
    return [...groups];
  }
}

const nameOf = ({ period, group, word }: { period: string; group: string; word: string }) =>
  `${period}|${group}|${word}`;
