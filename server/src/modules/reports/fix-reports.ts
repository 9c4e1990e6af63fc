import { setImmediate } from "node:timers/promises";
import type { Instant } from "../../kernel/as-of.ts";
import { canonicalJson, digestOf } from "../../kernel/canonical.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import { pathIds } from "../divisions/territory.ts";
import { isArea, type ReadyFrame, readyFrame } from "./frame.ts";
import { readFrame, readRows } from "./read.ts";
import type { ReportScope, ScopeRef } from "./report.ts";
import { reportOf } from "./report-of.ts";
import type { Place, ReportRows } from "./rows-of-report.ts";

/** What the audit entry of a sealing says of its reports: how many, the city's hash, and one hash over all of them. */
export type FixedReports = { count: number; city: string; sha256: string };

/** Reports computed and written at a time: the transaction never rests for long, and little is held in memory. */
const AT_ONCE = 100;

/** A report as it is stored. */
export type ReportText = ScopeRef & { body: string; sha256: string };

/**
 * The texts of all reports of a period, some at a time: of every scope that was there in it, with the divisions over which they are
 * computed. One read of the city, then pure computation, which lets others breathe. As of the instant of sealing, with the
 * places stored then, it makes the same bytes as the sealing did.
 */
export async function computeReports(
  reader: Pick<Transaction, "$queryRaw">,
  asked: { cityId: string; periodId: string; at: Instant; today: LocalDate; places?: Place[] },
): Promise<{ places: Place[]; batches: AsyncGenerator<ReportText[]> }> {
  const { cityId, periodId, at, today, places } = asked;
  const frame = await readFrame(reader, { cityId, periodId, ref: null, at, places });
  const ready = readyFrame(frame, today);
  const rows = rowsByScope(ready, await readRows(reader, frame, null, at));
  async function* batches(): AsyncGenerator<ReportText[]> {
    const scopes = scopesOf(ready);
    for (let from = 0; from < scopes.length; from += AT_ONCE) {
      const batch: ReportText[] = [];
      for (const ref of scopes.slice(from, from + AT_ONCE)) {
        const body = canonicalJson(reportOf(ready, ref, rows.get(keyOf(ref)) ?? NOTHING));
        batch.push({ ...ref, body, sha256: digestOf(body) });
        await setImmediate();
      }
      yield batch;
    }
  }
  return { places: frame.places, batches: batches() };
}

/**
 * Fixes the reports of a period that is being sealed. It runs inside the sealing, which is alone in its city, so that what is read
 * live is what the sealing instant knows.
 */
export async function fixReports(
  command: Command,
  period: { id: string; cityId: string },
): Promise<FixedReports> {
  const { tx, today } = command;
  const { id: periodId, cityId } = period;
  const { places, batches } = await computeReports(tx, { cityId, periodId, at: null, today });
  const lines: string[] = [];
  let city = "";
  for await (const batch of batches) {
    await tx.sealedReport.createMany({
      data: batch.map(({ scope, id, body, sha256 }) => ({
        id: command.newId(),
        cityId,
        periodId,
        scope,
        subjectId: id,
        body,
        sha256,
        ...(scope === "CITY" ? { places } : {}),
      })),
    });
    for (const { scope, id, sha256 } of batch) {
      lines.push(`${scope} ${id} ${sha256}\n`);
      if (scope === "CITY") city = sha256;
    }
  }
  return { count: lines.length, city, sha256: digestOf(lines.sort().join("")) };
}

const NOTHING: ReportRows = { obligations: [], remarks: [], deliveries: [], money: [], partnerships: [] };

const keyOf = ({ scope, id }: ScopeRef) => `${scope} ${id}`;

/** Every unit and community that was there in the period, every division above the communities, and the city. */
function scopesOf(ready: ReadyFrame): ScopeRef[] {
  const { frame } = ready;
  const [period] = frame.periods;
  if (!period) throw new Error("a report has a period");
  const scopeOfKind: Partial<Record<string, ReportScope>> = { PARTNER_UNIT: "UNIT", COMMUNITY: "COMMUNITY" };
  const organizations = frame.organizations.flatMap(({ id, kind, startedOn, endedOn }): ScopeRef[] => {
    const scope = scopeOfKind[kind];
    const wasThere = startedOn <= period.closesOn && (endedOn === null || endedOn >= period.opensOn);
    return scope && wasThere ? [{ scope, id }] : [];
  });
  const divisions = frame.places
    .filter(({ level, path }) => isArea(level) && path !== frame.cityPath)
    .map(({ id }): ScopeRef => ({ scope: "DISTRICT", id: String(id) }));
  return [...organizations, ...divisions, { scope: "CITY", id: frame.cityId }];
}

/** A city's rows under every scope that they belong to: each row lies in a handful. */
function rowsByScope(ready: ReadyFrame, rows: ReportRows): Map<string, ReportRows> {
  const byScope = new Map<string, ReportRows>();
  const root = pathIds(ready.frame.cityPath).length;
  const keys = new Map<string, string[]>();
  const areasOf = (receiverId: string): string[] => {
    const known = keys.get(receiverId);
    if (known) return known;
    const below = pathIds(ready.pathOf(receiverId)).slice(root);
    const areas = below.filter((id) => isArea(ready.place(id)?.level ?? ""));
    const made = areas.map((id) => keyOf({ scope: "DISTRICT", id: String(id) }));
    keys.set(receiverId, made);
    return made;
  };
  const place = <Name extends keyof ReportRows>(name: Name) => {
    for (const row of rows[name]) {
      const { giverId, receiverId } = row;
      const scopes = [
        keyOf({ scope: "UNIT", id: giverId }),
        keyOf({ scope: "COMMUNITY", id: receiverId }),
        keyOf({ scope: "CITY", id: ready.frame.cityId }),
        ...areasOf(receiverId),
      ];
      for (const key of scopes) {
        const mine = byScope.get(key) ?? {
          obligations: [],
          remarks: [],
          deliveries: [],
          money: [],
          partnerships: [],
        };
        (mine[name] as (typeof row)[]).push(row);
        byScope.set(key, mine);
      }
    }
  };
  place("obligations");
  place("remarks");
  place("deliveries");
  place("money");
  place("partnerships");
  return byScope;
}
