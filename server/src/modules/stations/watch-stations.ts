import { Prisma } from "@gongjian/prisma/client";
import { toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { cityRules } from "../obligations/public-rules.ts";
import { events } from "./events.ts";
import { takeStation } from "./load.ts";
import { staleBecause, standingOf } from "./model.ts";
import { actions } from "./policy.ts";
import { livelinessColumns, readLiveliness, standingColumn, stationRules } from "./read.ts";

type Watching = Omit<CommandContext, "actor">;

/** Stations of a city that went stale and of which nobody was told, and those told of that live again. At most `most` ids. */
export async function stationsToTell(ctx: Watching, cityId: string, most: number): Promise<string[]> {
  const { prisma } = ctx.database;
  const rules = stationRules(await cityRules(prisma, cityId), ctx.clock.now());
  const rows = await prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
    select f.id from (
      select s.id, s."staleToldOn", ${livelinessColumns(rules)} from "Station" s
      join "Organization" o on o."cityId" = s."cityId" and o.id = s."communityId" and (o."endedOn" is null or o."endedOn" >= ${rules.today}::date)
      where s."cityId" = ${cityId}::uuid
    ) f
    where (f."staleToldOn" is null and ${standingColumn(rules)} = 'STALE')
      or (f."staleToldOn" is not null and ${standingColumn(rules)} = 'FRESH')
    order by f.id limit ${most}`);
  return rows.map(({ id }) => id);
}

/** Tells the community and its offices that a timetable went stale, once until it lives again. By the system alone. */
export function watchStation(ctx: CommandContext, stationId: string): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.watch", input: { stationId } }, async (command) => {
    const { station, subject, told } = await takeStation(command, stationId);
    command.require(actions["station.watch"], subject);
    const rules = stationRules(await cityRules(command.tx, station.cityId), command.now);
    const liveliness = (await readLiveliness(command.tx, rules, [station.id])).get(station.id);
    if (!liveliness) throw Rejection.notFound();
    const standing = standingOf(liveliness, rules.today, rules.freshness);
    const reasons = staleBecause(liveliness, rules.today, rules.freshness);
    const isTold = station.staleToldOn !== null;
    if (standing === "CLOSED" || (standing === "STALE") === isTold)
      throw Rejection.invalidTransition({ from: standing, allowed: [] });
    await command.tx.station.update({
      where: { id: station.id },
      data: { staleToldOn: isTold ? null : toDbDate(command.today), version: { increment: 1 } },
    });
    if (standing === "STALE") {
      const { stationNextSessionDays, stationConfirmedSessionDays } = rules.freshness;
      command.emit(events["station.stale"], {
        ...told,
        params: {
          because: reasons.length > 1 ? "BOTH" : (reasons[0] ?? ""),
          nextDays: String(stationNextSessionDays),
          confirmedDays: String(stationConfirmedSessionDays),
        },
      });
    }
    command.audit({
      subjectIds: [station.id, station.communityId],
      payload: { stationId: station.id, standing, because: reasons },
    });
    return { id: station.id };
  });
}

/** Stations told of in one night: what is left waits for the next. */
const MOST_AT_ONCE = 2_000;

/** The nightly job: every city, one command for each station that changed. */
export async function watchStations(ctx: Watching): Promise<void> {
  const cities = await ctx.database.prisma.city.findMany({ where: { closedOn: null }, select: { id: true } });
  for (const { id: cityId } of cities) {
    for (const stationId of await stationsToTell(ctx, cityId, MOST_AT_ONCE)) {
      try {
        await watchStation({ ...ctx, actor: { kind: "SYSTEM", cityId } }, stationId);
      } catch (error) {
        // Changed at this very moment: the next night sees it as it is.
        if (!(error instanceof Rejection)) throw error;
      }
    }
  }
}
