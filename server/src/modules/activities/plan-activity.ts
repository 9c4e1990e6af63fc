import type { ActivityAudience } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { addDays, fromDbDate, type LocalDate, later, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { loadOrganization, type PlacedOrganization, refOf } from "../organizations/public.ts";
import { bookRooms, placeOfRoom } from "../stations/public.ts";
import { events } from "./events.ts";
import { loadActivityKind } from "./load.ts";
import {
  checkTerms,
  checkWords,
  cleanWords,
  type HolidayPolicy,
  holdsOn,
  MOST_HOSTS,
  minuteOf,
} from "./model.ts";
import { actions } from "./policy.ts";
import { requireHost } from "./public.ts";
import { parseRule } from "./recurrence.ts";
import { expectedSessions } from "./series.ts";
import { loadServed, writeServed } from "./served.ts";
import { addSessions } from "./write-sessions.ts";

export type PlanActivityInput = {
  /** Who plans it. */
  organizationId: string;
  /** Who holds it too. */
  coHostIds?: readonly string[] | null;
  activityKindId: string;
  title: string;
  body?: string | null;
  skills?: readonly string[] | null;
  audience: ActivityAudience;
  firstOn: LocalDate;
  /** `HH:MM` in Asia/Shanghai. */
  startTime: string;
  durationMinutes: number;
  /** In words; may be empty when there is a room. */
  place: string;
  /** The room of a station in which it is held. */
  roomId?: string | null;
  capacity?: number | null;
  /** The value of an RRULE; absent for what is held once. */
  recurrence?: string | null;
  holidays?: HolidayPolicy | null;
  partnershipIds?: readonly string[] | null;
  idempotencyKey?: string | null;
};

/**
 * Plans an activity: its words, its hosts, the partnerships it serves, and its sessions as far ahead as the city looks.
 *
 * @throws Rejection by field; HOST_KIND, HOST_ENDED, ACTIVITY_KIND_ENDED, NO_SESSIONS, PARTNERSHIP_NOT_OF_HOSTS; at `roomId` as `bookRooms`.
 */
export function planActivity(ctx: CommandContext, input: PlanActivityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.plan", input }, async (command) => {
    const { tx, today } = command;
    const served = await loadServed(command, input.partnershipIds ?? []);
    const hosts = await loadHosts(command, input);
    const [host] = hosts as [PlacedOrganization];
    const grant = requireHost(command, actions["activity.plan"], [
      { cityId: host.cityId, giver: refOf(host), organization: refOf(host) },
    ]);
    const kind = await loadActivityKind(command, input.activityKindId);
    const words = cleanWords(input);
    const roomId = input.roomId ?? null;
    const place = input.place.trim() || (roomId === null ? "" : await placeOfRoom(command, roomId));
    const terms = { ...input, place, capacity: input.capacity ?? null };
    const problems = [...checkWords(words), ...checkTerms(terms, today)];
    const day = later(input.firstOn, today);
    const term = { validFrom: fromDbDate(kind.validFrom), validTo: kind.validTo && fromDbDate(kind.validTo) };
    if (!holdsOn(term, day)) problems.push({ path: ["activityKindId"], code: "ACTIVITY_KIND_ENDED" });
    const parsed = input.recurrence ? parseRule(input.recurrence) : null;
    if (parsed && "code" in parsed) problems.push({ path: ["recurrence"], code: parsed.code });
    if (problems.length > 0) throw Rejection.validation(problems);

    const series = {
      firstOn: input.firstOn,
      recurrence: parsed && "rule" in parsed ? parsed.rule : null,
      holidays: input.holidays ?? "KEEP",
      endsOn: null,
      startMinute: minuteOf(input.startTime) as number,
      durationMinutes: input.durationMinutes,
      place,
      capacity: input.capacity ?? null,
    };
    const { sessionHorizonDays } = await loadSettings(tx, host.cityId, today);
    const calendar = await loadCalendar(tx, host.cityId);
    const until = later(addDays(today, sessionHorizonDays), input.firstOn);
    const expected = expectedSessions(series, calendar, input.firstOn, until);
    if (expected.length === 0) {
      throw Rejection.validation([{ path: ["recurrence"], code: "NO_SESSIONS" }]);
    }

    const id = command.newId();
    const person = command.person();
    const { firstOn, ...rest } = series;
    await tx.activity.create({
      data: {
        ...rest,
        roomId,
        id,
        cityId: host.cityId,
        firstOn: toDbDate(firstOn),
        endsOn: null,
        activityKindId: kind.id,
        title: words.title,
        body: words.body,
        skills: [...words.skills],
        audience: input.audience,
        state: "PLANNED",
        createdById: person.personId,
        onBehalf: grant.onBehalfOfId !== null,
      },
    });
    await tx.activityHost.createMany({
      data: hosts.map(({ id: organizationId, cityId }) => ({
        id: command.newId(),
        cityId,
        activityId: id,
        organizationId,
        invitedById: person.personId,
      })),
    });
    await writeServed(command, { id, cityId: host.cityId }, hosts, served);
    const added = await addSessions(command, { id, cityId: host.cityId }, expected);
    const sessionIds = added.map((session) => session.id);
    if (roomId !== null) await bookRooms(command, added, roomId);
    for (const { id: organizationId } of hosts) {
      command.emit(events["activity.planned"], {
        subject: `Activity:${id}`,
        organizationId,
        params: { day: input.firstOn, when: input.startTime },
      });
    }
    command.audit({
      subjectIds: [id, ...hosts.map((each) => each.id), ...served.map((each) => each.id), ...sessionIds],
      partnershipId: served.length === 1 ? (served[0]?.id ?? null) : null,
      payload: {
        hostIds: hosts.map((each) => each.id),
        kindId: kind.id,
        audience: input.audience,
        firstOn: input.firstOn,
        startTime: input.startTime,
        durationMinutes: input.durationMinutes,
        capacity: series.capacity,
        roomId,
        recurrence: series.recurrence,
        holidays: series.holidays,
        sessions: sessionIds.length,
        words: digestOf(JSON.stringify([words, series.place])),
      },
    });
    return { id };
  });
}

/** Who hosts, each once, the one who plans first: units and communities that still act and that the actor may know of. */
async function loadHosts(command: Command, input: PlanActivityInput): Promise<PlacedOrganization[]> {
  const ids = [...new Set([input.organizationId, ...(input.coHostIds ?? [])])];
  if (ids.length > MOST_HOSTS) {
    throw Rejection.validation([
      { path: ["coHostIds"], code: "TOO_MANY", params: { max: String(MOST_HOSTS) } },
    ]);
  }
  const hosts: PlacedOrganization[] = [];
  for (const [position, id] of ids.entries()) {
    hosts.push(await loadHost(command, id, position === 0 ? "organizationId" : "coHostIds"));
  }
  return hosts;
}

/**
 * An organization that may host: a unit or a community that acts today and that the actor may know of.
 *
 * @throws Rejection HOST_KIND, HOST_ENDED at `field`.
 */
export async function loadHost(command: Command, id: string, field: string): Promise<PlacedOrganization> {
  const organization = await loadOrganization(command.tx, command.actor, id);
  if (organization.kind !== "PARTNER_UNIT" && organization.kind !== "COMMUNITY") {
    throw Rejection.validation([{ path: [field], code: "HOST_KIND" }]);
  }
  if (organization.endedOn !== null && fromDbDate(organization.endedOn) < command.today) {
    throw Rejection.validation([{ path: [field], code: "HOST_ENDED" }]);
  }
  return organization;
}
