import { html } from "hono/html";
import { addDays, clockTime, dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type Html, inLocale, type PageContext, type PublicPage } from "../../kernel/page.ts";
import { qrCode } from "../../kernel/public-document.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { type Closure, closureOn } from "./model.ts";
import { byDay, dayText, readStationPage, type ShownStation, timeText, weekdayText } from "./station-page.ts";
import type { TimetableEntry } from "./timetable.ts";
import { words } from "./words.ts";

/** A minute: long enough for a queue before the door, short enough that what was planned is there when it is told. */
const MAX_AGE = 60;
const PAGE_DAYS = 14;
const POSTER_DAYS = 7;
const WEEK = [1, 2, 3, 4, 5, 6, 7];

export const pages: readonly PublicPage[] = [
  {
    path: "stations/:code",
    async show(ctx, params, query) {
      const poster = query["poster"] === "1";
      const { prisma } = ctx.database;
      const days = poster ? POSTER_DAYS : PAGE_DAYS;
      const station = await readStationPage(prisma, params["code"] ?? "", ctx.clock.now(), days);
      const body = poster ? posterOf(ctx, station) : pageOf(ctx.locale, station);
      return { title: station.name, body, maxAge: MAX_AGE, poster };
    },
  },
];

function pageOf(locale: Locale, station: ShownStation): Html {
  const w = words[locale];
  const { code, communityId, appealCode } = station;
  return html`<h1>${station.name}</h1>
${station.name.includes(station.communityName) ? "" : html`<p>${station.communityName}</p>`}
${station.address ? html`<p>${fill(w.address, { address: station.address })}</p>` : ""}
${stateOfDoor(locale, station)}
${freshness(locale, station)}
<h2>${w.timetable}</h2>
${days(locale, station)}
<h2>${w.hours}</h2>
${hours(locale, station)}
${closures(locale, station)}
<h2>${w.rooms}</h2>
${rooms(locale, station)}
<h2>${w.more}</h2>
<ul class="list">
<li><a href="/p/calendars/${communityId}.ics">${w.calendar}</a></li>
${appealCode ? html`<li><a href="${inLocale(`/p/appeals/${appealCode}`, locale)}">${w.appeals}</a></li>` : ""}
<li class="screen"><a href="${inLocale(`/p/stations/${code}?poster=1`, locale)}">${w.poster}</a></li>
</ul>`;
}

/** Name, door and week on one sheet of paper; the code leads to the page as it is on the day it is scanned. */
function posterOf({ locale, origin }: PageContext, station: ShownStation): Html {
  const w = words[locale];
  const address = `${origin}${inLocale(`/p/stations/${station.code}`, locale)}`;
  return html`<div class="side"><div>
<h1>${station.name}</h1>
${station.name.includes(station.communityName) ? "" : html`<p>${station.communityName}</p>`}
${station.address ? html`<p>${fill(w.address, { address: station.address })}</p>` : ""}
<h2>${w.hours}</h2>
${hours(locale, station)}
</div><div>${qrCode(address, fill(w.qr, { address }))}<p>${w.scan}</p></div></div>
${closures(locale, station)}
<h2>${w.week}</h2>
${week(locale, station)}`;
}

function reasonText(locale: Locale, { reason, note }: Closure): string {
  const w = words[locale];
  if (reason === "OTHER" && note) return note;
  return note ? fill(w.withNote, { reason: w.reason[reason], note }) : w.reason[reason];
}

function spanText(locale: Locale, { startsOn, endsOn }: Closure): string {
  const w = words[locale];
  const from = dayText(startsOn, locale);
  if (endsOn === null) return fill(w.closedFrom, { from });
  return startsOn === endsOn ? from : fill(w.closedSpan, { from, to: dayText(endsOn, locale) });
}

/** Open until when, or closed, why and until when. */
function stateOfDoor(locale: Locale, { state }: ShownStation): Html {
  const w = words[locale];
  const { opening, rules } = state;
  if (opening.open) {
    const isToday = dateOf(opening.until) === rules.today;
    const text = isToday ? fill(w.openUntil, { time: timeText(opening.until) }) : w.openUntilMidnight;
    return html`<p class="notice"><strong>${text}</strong></p>`;
  }
  const { because, closure, opensAt } = opening;
  const title = fill(w.shut[because], { reason: closure ? reasonText(locale, closure) : "" });
  const next = opensAt
    ? fill(w.opensAt, { day: dayText(dateOf(opensAt), locale), time: timeText(opensAt) })
    : closure?.endsOn === null
      ? spanText(locale, closure)
      : "";
  return html`<p class="notice ${because === "CLOSURE" ? "late" : "wait"}"><strong>${title}</strong>${next ? html`<br>${next}` : ""}</p>`;
}

function freshness(locale: Locale, { state }: ShownStation): Html | string {
  const w = words[locale];
  if (state.staleBecause.length === 0) return "";
  const { stationNextSessionDays, stationConfirmedSessionDays } = state.rules.freshness;
  const days = { NOTHING_PLANNED: stationNextSessionDays, NOTHING_CONFIRMED: stationConfirmedSessionDays };
  const reasons = state.staleBecause.map((because) => fill(w.stale[because], { days: days[because] }));
  return html`<p class="notice wait"><strong>${w.staleTitle}</strong><br>${reasons.join(locale === "zh" ? "" : " ")}</p>`;
}

function days(locale: Locale, { timetable, state, openings }: ShownStation): Html {
  const w = words[locale];
  if (timetable.length === 0) return html`<p>${w.nothing}</p>`;
  const sections = byDay(timetable, state.rules.today).map(([day, entries]) => {
    const closed = closureOn(openings.closures, day) !== null;
    return html`<h3>${dayText(day, locale)}</h3><ul class="list">${entries.map((entry) => session(locale, entry, closed))}</ul>
`;
  });
  return html`${sections}`;
}

function session(locale: Locale, entry: TimetableEntry, closed: boolean): Html {
  const w = words[locale];
  const cancelled = entry.state === "CANCELLED";
  const time = html`<time datetime="${entry.startsAt.toISOString()}">${timeText(entry.startsAt)}–${timeText(entry.endsAt)}</time>`;
  const where = entry.roomName ?? entry.place;
  const head = html`${time} ${cancelled ? html`<s>${entry.title}</s> ${cancelText(locale, entry)}` : html`<strong>${entry.title}</strong>`}`;
  const hosts = entry.hosts.length > 0 ? ` · ${fill(w.hosts, { names: entry.hosts.join(w.listEnd) })}` : "";
  const warning =
    closed && entry.roomId && !cancelled ? html`<div class="problem">${w.closedThatDay}</div>` : "";
  return html`<li>${head}<div class="hint">${where}${hosts}</div>${warning}${cancelled ? "" : signUp(locale, entry)}</li>`;
}

function cancelText(locale: Locale, { cancelReason }: TimetableEntry): string {
  const w = words[locale];
  const reason = w.cancelReason[(cancelReason ?? "OTHER") as keyof typeof w.cancelReason] ?? "";
  return fill(w.cancelledFor, { reason });
}

function signUp(locale: Locale, entry: TimetableEntry): Html | string {
  if (!entry.isPublic) return "";
  const w = words[locale];
  const left = entry.placesLeft;
  const places = left === null ? "" : left > 0 ? fill(w.placesLeft, { count: left }) : w.full;
  return html`<div class="screen"><a href="${inLocale(`/p/sessions/${entry.publicCode}`, locale)}" aria-label="${fill(w.signUpFor, { title: entry.title })}">${w.signUp}</a>${places ? ` · ${places}` : ""}</div>`;
}

function hours(locale: Locale, { openings }: ShownStation): Html {
  const w = words[locale];
  if (openings.hours.length === 0) return html`<p>${w.noHours}</p>`;
  const rows = WEEK.map((weekday) => {
    const spans = openings.hours.filter((span) => span.weekday === weekday);
    const text = spans.map(({ opens, closes }) => `${clockTime(opens)}–${clockTime(closes)}`).join(w.listEnd);
    return html`<tr><th scope="row">${weekdayText(weekday, locale)}</th><td>${text || w.closedDay}</td></tr>`;
  });
  return html`<table>${rows}</table><p class="hint">${openings.opensOnHolidays ? w.holidays : w.noHolidays}</p>`;
}

function closures(locale: Locale, { openings }: ShownStation): Html | string {
  if (openings.closures.length === 0) return "";
  const rows = openings.closures.map(
    (closure) => html`<li>${spanText(locale, closure)} · ${reasonText(locale, closure)}</li>`,
  );
  return html`<h3>${words[locale].closures}</h3><ul class="list">${rows}</ul>`;
}

function rooms(locale: Locale, station: ShownStation): Html {
  const w = words[locale];
  if (station.rooms.length === 0) return html`<p>${w.noRooms}</p>`;
  const rows = station.rooms.map(({ name, kind, seats }) => {
    const about = [
      name === w.kind[kind] ? "" : w.kind[kind],
      seats === null ? "" : fill(w.seats, { count: seats }),
    ];
    return html`<li>${[name, ...about].filter(Boolean).join(" · ")}</li>`;
  });
  return html`<ul class="list">${rows}</ul>`;
}

function week(locale: Locale, { timetable, state }: ShownStation): Html {
  const w = words[locale];
  const { today } = state.rules;
  const until: LocalDate = addDays(today, POSTER_DAYS);
  const shown = byDay(timetable, today).filter(([day]) => day < until);
  if (shown.length === 0) return html`<p>${w.nothing}</p>`;
  const rows = shown.flatMap(([day, entries]) =>
    entries.map(
      (entry, index) =>
        html`<tr><th scope="row">${index === 0 ? dayText(day, locale) : ""}</th><td class="number">${timeText(entry.startsAt)}–${timeText(entry.endsAt)}</td><td>${entry.state === "CANCELLED" ? html`<s>${entry.title}</s> ${w.cancelled}` : entry.title}</td><td>${entry.roomName ?? entry.place}</td></tr>`,
    ),
  );
  return html`<table>${rows}</table>`;
}
