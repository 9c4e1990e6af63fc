import type { ActivityAudience, Prisma, SessionState, SignupState } from "@gongjian/prisma/client";
import { addDays, startOfDay, today } from "../../kernel/clock.ts";
import { isId } from "../../kernel/ids.ts";
import type { PageAnswer, PageContext, PublicPage } from "../../kernel/page.ts";
import { Rejection } from "../../kernel/result.ts";
import { secretHash } from "../../kernel/secret.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { openOn } from "../organizations/policy.ts";
import { type CalendarEntry, calendarText } from "./ics.ts";
import { words } from "./words.ts";

/** Calendars to which phones subscribe: a person's own under a secret address, and of each community what is open to the public. */
export const calendarPage: PublicPage = {
  path: "calendars/:file",
  async show(ctx, { file = "" }) {
    const name = /^([\w-]{36,43})\.ics$/.exec(file)?.[1];
    if (name === undefined) throw Rejection.notFound();
    return isId(name) ? ofOrganization(ctx, name) : ofPerson(ctx, name);
  },
};

const DAYS_BACK = 31;
const DAYS_AHEAD = 366;
const MOST_ENTRIES = 1_000;
/** Minutes that a public calendar may be kept on the way. */
const MAX_AGE = 300;

const INCLUDE = {
  activity: {
    select: {
      title: true,
      body: true,
      audience: true,
      hosts: {
        where: { leftAt: null },
        orderBy: { id: "asc" },
        select: { organization: { select: { name: true } } },
      },
    },
  },
} satisfies Prisma.ActivitySessionInclude;

type Shown = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
  sequence: number;
  state: SessionState;
  place: string;
  publicCode: string;
  activity: {
    title: string;
    body: string | null;
    audience: ActivityAudience;
    hosts: { organization: { name: string } }[];
  };
};

function spanOf(ctx: PageContext): Prisma.ActivitySessionWhereInput {
  const day = today(ctx.clock);
  return {
    startsAt: { gte: startOfDay(addDays(day, -DAYS_BACK)), lt: startOfDay(addDays(day, DAYS_AHEAD)) },
  };
}

/** A session as an entry of a calendar. Who waits for a place has it tentatively. */
function entryOf(locale: Locale, origin: string, session: Shown, signup?: SignupState): CalendarEntry {
  const w = words[locale].calendar;
  const { activity } = session;
  const isWaiting = signup === "WAITING";
  const isOff = session.state === "CANCELLED";
  const hosts = activity.hosts.map(({ organization }) => organization.name).join(words[locale].listOf);
  return {
    uid: `${session.id}@gongjian`,
    // Gaining the place is a change that phones should see as well.
    sequence: session.sequence * 2 + (signup === "SIGNED" ? 1 : 0),
    status: isOff ? "CANCELLED" : isWaiting ? "TENTATIVE" : "CONFIRMED",
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    stamp: session.createdAt,
    summary: `${activity.title}${isOff ? w.cancelled : isWaiting ? w.waiting : ""}`,
    location: session.place,
    description: [fill(w.hosts, { hosts }), activity.body ?? ""].filter((line) => line !== "").join("\n"),
    ...(activity.audience === "PUBLIC" ? { url: `${origin}/p/sessions/${session.publicCode}` } : {}),
  };
}

async function ofOrganization(ctx: PageContext, id: string): Promise<PageAnswer> {
  const { prisma } = ctx.database;
  const { locale, origin } = ctx;
  const organization = await prisma.organization.findFirst({
    where: { id, kind: "COMMUNITY" },
    select: { id: true, cityId: true, name: true, shortName: true },
  });
  if (!organization) throw Rejection.notFound();
  const hosted = { hosts: { some: { leftAt: null, organizationId: id } } };
  const served = {
    partnerships: { some: { removedAt: null, partnership: { cityId: organization.cityId, receiverId: id } } },
  };
  const sessions = await prisma.activitySession.findMany({
    where: {
      cityId: organization.cityId,
      ...spanOf(ctx),
      activity: { audience: "PUBLIC", OR: [hosted, served] },
    },
    include: INCLUDE,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST_ENTRIES,
  });
  const name = fill(words[locale].calendar.community, { name: organization.shortName ?? organization.name });
  return {
    mediaType: "text/calendar; charset=utf-8",
    text: calendarText(
      name,
      sessions.map((session) => entryOf(locale, origin, session)),
    ),
    fileName: `${name}.ics`,
    maxAge: MAX_AGE,
  };
}

async function ofPerson(ctx: PageContext, secret: string): Promise<PageAnswer> {
  const { prisma } = ctx.database;
  const { locale, origin } = ctx;
  // Whose last role ended has no calendar any more.
  const roles = openOn(today(ctx.clock));
  const feed = await prisma.calendarFeed.findFirst({
    where: {
      tokenHash: secretHash(secret),
      revokedAt: null,
      person: { erasedAt: null, memberships: { some: roles } },
    },
    select: {
      cityId: true,
      personId: true,
      person: { select: { memberships: { where: roles, select: { organizationId: true, role: true } } } },
    },
  });
  if (!feed) throw Rejection.notFound();
  const { cityId, personId } = feed;
  const desks = feed.person.memberships
    .filter(({ role }) => role === "LEADER" || role === "MANAGER" || role === "LIAISON")
    .map(({ organizationId }) => organizationId);
  const own = { personId, state: { not: "CANCELLED" as const } };
  const sessions = await prisma.activitySession.findMany({
    where: {
      cityId,
      ...spanOf(ctx),
      OR: [
        { signups: { some: own } },
        { activity: { hosts: { some: { leftAt: null, organizationId: { in: desks } } } } },
      ],
    },
    include: { ...INCLUDE, signups: { where: own, select: { state: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST_ENTRIES,
  });
  const name = words[locale].calendar.personal;
  return {
    mediaType: "text/calendar; charset=utf-8",
    text: calendarText(
      name,
      sessions.map((session) => entryOf(locale, origin, session, session.signups[0]?.state)),
    ),
    fileName: `${name}.ics`,
  };
}
