import { html } from "hono/html";
import { dateOf, fromDbDate } from "../../kernel/clock.ts";
import { dayText } from "../../kernel/day-text.ts";
import {
  type Html,
  inLocale,
  type PageAnswer,
  type PageContext,
  type PublicPage,
} from "../../kernel/page.ts";
import { qrCode } from "../../kernel/public-document.ts";
import { Rejection } from "../../kernel/result.ts";
import { secretHash } from "../../kernel/secret.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { cleanCertificateCode, isNameOf, maskedName } from "./model.ts";
import { type RecordWords, words } from "./words.ts";

/** Where anybody types the code of a certificate. */
const lookPage: PublicPage = {
  path: "certificates",
  show: async (ctx) => codeEntry(ctx),
  form: {
    fields: { code: 60 },
    // A code has more than 2^78 values: at this pace nobody finds one.
    perHour: { client: 60, page: 3_000 },
    async send(ctx, _params, form) {
      const typed = form.fields["code"] ?? "";
      const found = await findCertificate(ctx, typed);
      return found ? { redirectTo: pathOf(ctx, found.code) } : codeEntry(ctx, typed);
    },
  },
};

/** A certificate by its code: whether it holds and what stands on it; the whole name for who knows it already. Prints on A4. */
const certificatePage: PublicPage = {
  path: "certificates/:code",
  async show(ctx, params) {
    const found = await mustFind(ctx, params);
    // One address for each: guesses of a name are counted by it.
    if (params["code"] !== found.code) return { redirectTo: pathOf(ctx, found.code) };
    return shown(ctx, found, {});
  },
  form: {
    fields: { name: 60 },
    perHour: { client: 60, page: 120 },
    async send(ctx, params, form) {
      const found = await mustFind(ctx, params);
      if (params["code"] !== found.code) throw Rejection.notFound();
      const typed = form.fields["name"] ?? "";
      const { erasedAt, name } = found.row.person;
      return shown(ctx, found, erasedAt === null && isNameOf(typed, name) ? { name } : { wrong: typed });
    },
  },
};

function pathOf({ locale }: PageContext, code: string): string {
  return inLocale(`/p/certificates/${code}`, locale);
}

function codeEntry(ctx: PageContext, wrong?: string): PageAnswer {
  const w = words[ctx.locale];
  return {
    title: w.lookTitle,
    status: wrong === undefined ? 200 : 404,
    body: html`<h1>${w.lookTitle}</h1>
<p>${w.lookHint}</p>
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<label for="code">${w.code}</label>
<input id="code" name="code" class="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${wrong?.slice(0, 40) ?? ""}"${wrong === undefined ? "" : html` aria-invalid="true" aria-describedby="code-problem"`}>
${wrong === undefined ? "" : html`<p class="problem" id="code-problem" role="alert">${w.noSuchCode}</p>`}
<p><button type="submit">${w.look}</button></p>
</form>`,
  };
}

type Found = NonNullable<Awaited<ReturnType<typeof findCertificate>>>;

async function findCertificate({ database }: PageContext, typed: string) {
  const code = cleanCertificateCode(typed);
  if (code === null) return undefined;
  const row = await database.prisma.serviceCertificate.findUnique({
    where: { codeHash: secretHash(code) },
    include: {
      lines: { orderBy: [{ onDay: "asc" }, { id: "asc" }] },
      person: { select: { name: true, erasedAt: true, city: { select: { name: true } } } },
    },
  });
  return row ? { code, row } : undefined;
}

async function mustFind(ctx: PageContext, params: Record<string, string>): Promise<Found> {
  const found = await findCertificate(ctx, params["code"] ?? "");
  if (!found) throw Rejection.notFound();
  return found;
}

type Asked = { name?: string; wrong?: string };

function shown(ctx: PageContext, { code, row }: Found, { name, wrong }: Asked): PageAnswer {
  const w = words[ctx.locale];
  const { person } = row;
  const holder = person.erasedAt === null ? (name ?? maskedName(person.name)) : w.erased;
  const state = row.revokedAt
    ? html`<p class="notice late" role="status"><strong>${w.revoked}</strong><br>${fill(w.revokedHint, { day: instantOf(ctx.locale, row.revokedAt) })}</p>`
    : html`<p class="notice" role="status"><strong>${w.valid}</strong><br>${w.validHint}</p>`;
  const typed =
    row.typedMinutes > 0n ? html`<dt>${w.typedHours}</dt><dd>${lengthOf(w, row.typedMinutes)}</dd>` : "";
  return {
    title: w.title,
    status: wrong === undefined ? 200 : 422,
    body: html`<h1>${w.title}</h1>
${state}
<div class="side"><dl class="facts">
<dt>${w.number}</dt><dd class="number">${row.number}</dd>
<dt>${w.holder}</dt><dd>${holder}</dd>
<dt>${w.period}</dt><dd class="number">${dayText(ctx.locale, fromDbDate(row.fromDay))} – ${dayText(ctx.locale, fromDbDate(row.toDay))}</dd>
<dt>${w.hours}</dt><dd>${lengthOf(w, row.minutes)}</dd>
${typed}
<dt>${w.city}</dt><dd>${person.city.name}</dd>
<dt>${w.issued}</dt><dd class="number">${instantOf(ctx.locale, row.issuedAt)}</dd>
<dt>${w.code}</dt><dd class="code">${code}</dd>
<dt>${w.chain}</dt><dd class="number">${fill(w.chainAt, { seq: row.chainSeq, hash: row.chainHash.replace(/(.{8})(?=.)/g, "$1 ") })}</dd>
</dl><div>${qrCode(`${ctx.origin}${pathOf(ctx, code)}`, w.qr)}<p class="hint">${w.qr}</p></div></div>
<h2>${w.sessions}</h2>
<table><thead><tr><th>${w.day}</th><th>${w.activity}</th><th class="number">${w.length}</th></tr></thead>
<tbody>${row.lines.map((line) => lineOf(ctx.locale, line))}</tbody></table>
${name === undefined && person.erasedAt === null ? nameForm(ctx, w, wrong) : ""}`,
  };
}

function lineOf(
  locale: Locale,
  line: {
    onDay: Date;
    activity: string;
    host: string;
    confirmer: string;
    minutes: bigint;
    typed: boolean;
  },
): Html {
  const w = words[locale];
  return html`<tr><td class="whole">${dayText(locale, fromDbDate(line.onDay))}</td><td>${line.activity}${line.typed ? fill(w.typedMark, { typed: w.typed }) : ""}<br><small>${fill(w.hostAndConfirmer, { host: line.host, confirmer: line.confirmer })}</small></td><td class="number whole">${lengthOf(w, line.minutes)}</td></tr>`;
}

function nameForm(ctx: PageContext, w: RecordWords, wrong: string | undefined): Html {
  return html`<form class="screen" method="post" enctype="multipart/form-data">
${ctx.formFields()}
<label for="name">${w.showName} <small>${w.nameHint}</small></label>
<input id="name" name="name" required maxlength="40" autocomplete="off" value="${wrong?.slice(0, 40) ?? ""}"${wrong === undefined ? "" : html` aria-invalid="true" aria-describedby="name-problem"`}>
${wrong === undefined ? "" : html`<p class="problem" id="name-problem" role="alert">${w.wrongName}</p>`}
<p><button type="submit">${w.show}</button></p>
</form>`;
}

/** Minutes as people say them. */
function lengthOf(w: RecordWords, minutes: bigint): string {
  const hours = minutes / 60n;
  const rest = minutes % 60n;
  if (hours === 0n) return fill(w.minutesOnly, { minutes: rest });
  return fill(rest === 0n ? w.hoursOnly : w.hoursAndMinutes, { hours, minutes: rest });
}

/** An instant as people of the city read it. */
function instantOf(locale: Locale, at: Date): string {
  return `${dayText(locale, dateOf(at))} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`;
}

/** The public pages of this module. */
export const pages: readonly PublicPage[] = [lookPage, certificatePage];
