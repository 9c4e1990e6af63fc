import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Database } from "../kernel/db.ts";

/** One thing that is counted, and how often it may happen in an hour. */
export type Counted = { key: string; perHour: number };

const HOUR_MS = 3_600_000;

/**
 * Counts one sending for each key, in the database, so that several servers count together.
 *
 * @returns seconds until it may be tried again, where one of the keys was used up; else 0.
 */
export async function countSending(
  database: Database,
  now: Date,
  counted: readonly Counted[],
): Promise<number> {
  const began = new Date(now.getTime() - HOUR_MS);
  let wait = 0;
  // One after another, and none after the first that is used up: an attacker of one page does not use up others.
  for (const { key, perHour } of counted) {
    const [row] = await database.prisma.$queryRaw<{ since: Date; count: number }[]>`
      insert into "PublicFormCount" as c ("key", "since", "count") values (${key}, ${now}, 1)
      on conflict ("key") do update set
        "since" = case when c."since" <= ${began} then excluded."since" else c."since" end,
        "count" = case when c."since" <= ${began} then 1 else least(c."count" + 1, ${perHour + 1}) end
      returning "since", "count"`;
    if (row && row.count > perHour) {
      wait = Math.ceil((row.since.getTime() + HOUR_MS - now.getTime()) / 1000);
      break;
    }
  }
  return wait;
}

/** An address of the network as a key: its digest; of IPv6 the first 64 bits, which is what one household has. */
export function clientKey(secret: Buffer, address: string): string {
  const network = isIPv6(address) && !address.includes(".") ? expand(address).slice(0, 4).join(":") : address;
  return createHmac("sha256", secret).update(network).digest("hex").slice(0, 32);
}

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ""));
}
