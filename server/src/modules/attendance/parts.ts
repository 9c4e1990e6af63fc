/**
 * What a reported session comes to between each giver and each receiver, and who confirms it. Pure. The minutes of a person belong
 * to one giver; where a session served several receivers they are divided, so that all parts together are what was attended.
 */

/** An organization that may be a side of a session. */
export type SideOrganization = { id: string; kind: "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM" };

/** A partnership between two sides that counts on the day; `served`: the activity names it. */
export type Pair = { id: string; giverId: string; receiverId: string; served: boolean };

export type Attended = {
  id: string;
  /** For whom the person came; null for guests and people of no organization. */
  organization: SideOrganization | null;
  minutes: bigint;
  typed: boolean;
};

export type Held = {
  hosts: readonly SideOrganization[];
  pairs: readonly Pair[];
  /** Only what counts: present, and typed ones with their second person. */
  attended: readonly Attended[];
  reporterId: string;
};

export type Share = { attendanceId: string; minutes: bigint; typed: boolean };

export type Part = {
  giverId: string | null;
  receiverId: string | null;
  partnershipId: string | null;
  /** Counts as one held session between the two. */
  held: boolean;
  /** Null: an office over it, because nobody stands on another side. */
  confirmerId: string | null;
  people: number;
  minutes: bigint;
  typedMinutes: bigint;
  shares: Share[];
};

/** Whole minutes over so many parts, as even as they go; the first ones take what is left over. Their sum is the whole. */
export function divide(minutes: bigint, parts: number): bigint[] {
  const each = minutes / BigInt(parts);
  const rest = Number(minutes % BigInt(parts));
  return Array.from({ length: parts }, (_, index) => each + (index < rest ? 1n : 0n));
}

/**
 * The parts of a held session, in the order of giver and receiver. A partner unit is a giver when it hosts, when its partnership is
 * served and somebody came for it, or when its people came. Everybody else (guests, residents) is one part without a giver.
 */
export function partsOf(held: Held): Part[] {
  const receivers = receiversOf(held);
  const groups = new Map<string | null, Attended[]>();
  for (const host of held.hosts) if (host.kind === "PARTNER_UNIT") groups.set(host.id, []);
  for (const one of held.attended) {
    const giverId = one.organization?.kind === "PARTNER_UNIT" ? one.organization.id : null;
    groups.set(giverId, [...(groups.get(giverId) ?? []), one]);
  }
  const parts: Part[] = [];
  for (const giverId of [...groups.keys()].sort(nullLast)) {
    const people = groups.get(giverId) ?? [];
    const served = servedBy(held, giverId, receivers);
    const shares = served.map(() => [] as Share[]);
    for (const { id, minutes, typed } of people) {
      for (const [index, share] of divide(minutes, served.length).entries())
        shares[index]?.push({ attendanceId: id, minutes: share, typed });
    }
    for (const [index, receiverId] of served.entries()) {
      parts.push(partOf(held, giverId, receiverId, shares[index] ?? []));
    }
  }
  return parts;
}

function partOf(held: Held, giverId: string | null, receiverId: string | null, shares: Share[]): Part {
  const pairs = held.pairs.filter((pair) => pair.giverId === giverId && pair.receiverId === receiverId);
  const pair = pairs.find(({ served }) => served) ?? pairs[0] ?? null;
  const isHost = held.hosts.some(({ id }) => id === giverId);
  const sum = (typed: boolean) =>
    shares.filter((share) => share.typed === typed).reduce((total, share) => total + share.minutes, 0n);
  return {
    giverId,
    receiverId,
    partnershipId: pair?.id ?? null,
    held: giverId !== null && receiverId !== null && (isHost || pair !== null),
    confirmerId: confirmerOf(held, giverId, receiverId),
    people: shares.length,
    minutes: sum(false),
    typedMinutes: sum(true),
    shares,
  };
}

/** The communities that a session served: those of the partnerships named, and those that held it; in the order of their ids. */
function receiversOf({ hosts, pairs }: Held): string[] {
  const ids = [
    ...pairs.filter(({ served }) => served).map(({ receiverId }) => receiverId),
    ...hosts.filter(({ kind }) => kind === "COMMUNITY").map(({ id }) => id),
  ];
  return [...new Set(ids)].sort();
}

/**
 * Whom a giver served: the receivers of its own named partnerships, else those it is paired with, else all. Guests and residents
 * belong to the first, a community that holds the session before others.
 */
function servedBy(held: Held, giverId: string | null, receivers: readonly string[]): (string | null)[] {
  if (receivers.length === 0) return [null];
  if (giverId === null) {
    const host = receivers.find((id) => held.hosts.some((one) => one.id === id));
    return [host ?? receivers[0] ?? null];
  }
  const own = held.pairs.filter((pair) => pair.giverId === giverId);
  const hosting = (id: string) => held.hosts.some((host) => host.id === id);
  const named = receivers.filter((id) => own.some((pair) => pair.served && pair.receiverId === id));
  const beside = receivers.filter((id) => hosting(id) && !named.includes(id));
  if (named.length > 0) return [...named, ...beside].sort();
  const paired = receivers.filter((id) => own.some((pair) => pair.receiverId === id));
  return paired.length > 0 ? paired : [...receivers];
}

/** The other side than the one that reported: the receiver, else the giver, else another host; null when there is none. */
function confirmerOf(
  { hosts, reporterId }: Held,
  giverId: string | null,
  receiverId: string | null,
): string | null {
  const others = hosts.map(({ id }) => id).sort();
  return [receiverId, giverId, ...others].find((id) => id !== null && id !== reporterId) ?? null;
}

function nullLast(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
