import { html } from "hono/html";
import { today } from "../../kernel/clock.ts";
import {
  type Html,
  inLocale,
  type PageAnswer,
  type PageContext,
  type PublicPage,
  type SentForm,
  visitorOf,
} from "../../kernel/page.ts";
import { paragraphs, qrCode } from "../../kernel/public-document.ts";
import { Rejection } from "../../kernel/result.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { loadSettings } from "../cities/public.ts";
import { MOST_GUEST_NAME, MOST_PHONE, refusalToSignUp } from "./model.ts";
import { guestSecretOf, signUpGuest } from "./sign-up-guest.ts";
import { whenText } from "./when-text.ts";
import { words } from "./words.ts";

/** A session that is open to the public: what it is, and the form by which somebody from outside signs up. */
export const sessionPage: PublicPage = {
  path: "sessions/:code",
  async show(ctx, { code }, query) {
    const session = await findSession(ctx, code);
    if (query["poster"] === "1") return posterOf(ctx, session);
    return shown(ctx, session);
  },
  form: {
    fields: { name: MOST_GUEST_NAME, phone: MOST_PHONE, consent: 3 },
    perHour: { client: 120, page: 600 },
    send: async (ctx, { code }, form) => send(ctx, await findSession(ctx, code), form),
  },
};

const CODE = /^[2-9a-z]{10}$/;

async function findSession({ database }: PageContext, code: string | undefined) {
  const session = CODE.test(code ?? "")
    ? await database.prisma.activitySession.findFirst({
        where: { publicCode: code ?? "", activity: { audience: "PUBLIC" } },
        include: {
          seats: true,
          activity: {
            select: {
              title: true,
              body: true,
              skills: true,
              activityKind: { select: { nameZh: true, nameEn: true } },
              hosts: {
                where: { leftAt: null },
                orderBy: { id: "asc" },
                select: { organization: { select: { name: true } } },
              },
            },
          },
        },
      })
    : null;
  if (!session) throw Rejection.notFound();
  return session;
}

type Found = Awaited<ReturnType<typeof findSession>>;

async function send(ctx: PageContext, session: Found, form: SentForm): Promise<PageAnswer> {
  const { name = "", phone = "", consent } = form.fields;
  const { idempotencyKey } = form;
  try {
    await signUpGuest(visitorOf(ctx, session.cityId), {
      sessionId: session.id,
      name,
      phone,
      consent: consent === "yes",
      idempotencyKey,
    });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { failure } = error;
    if (failure.type === "ValidationError") {
      const problems = failure.problems.map(({ path }) => path[0] ?? "");
      return shown(ctx, session, { name, phone, consent: consent === "yes", problems });
    }
    if (failure.code === "ALREADY_SIGNED_UP") {
      return shown(ctx, session, { name, phone, consent: consent === "yes", problems: ["again"] });
    }
    // It began or was cancelled while the form was filled in: the page says so.
    return { ...(await shown(ctx, await findSession(ctx, session.publicCode))), status: 409 };
  }
  const secret = guestSecretOf(ctx.secretOf, idempotencyKey);
  return { redirectTo: inLocale(`/p/signups/${secret}`, ctx.locale) };
}

function hostsOf(locale: Locale, { activity }: Pick<Found, "activity">): string {
  return activity.hosts.map(({ organization }) => organization.name).join(words[locale].listOf);
}

/** What a session is, as a list of facts. */
export function factsOf(
  locale: Locale,
  session: Pick<Found, "startsAt" | "endsAt" | "place" | "activity">,
): Html {
  const w = words[locale];
  const { activity } = session;
  const kind = locale === "zh" ? activity.activityKind.nameZh : activity.activityKind.nameEn;
  return html`<dl class="facts">
<dt>${w.labels.when}</dt><dd><time datetime="${session.startsAt.toISOString()}">${whenText(locale, session)}</time></dd>
<dt>${w.labels.place}</dt><dd>${session.place}</dd>
<dt>${w.labels.hosts}</dt><dd>${hostsOf(locale, session)}</dd>
<dt>${w.labels.kind}</dt><dd>${kind}</dd>
${activity.skills.length > 0 ? html`<dt>${w.labels.skills}</dt><dd>${activity.skills.join(w.listOf)}</dd>` : ""}
</dl>`;
}

function placesText(locale: Locale, session: Found): string {
  const w = words[locale].places;
  const { capacity } = session;
  const signed = session.seats?.signed ?? 0;
  const waiting = session.seats?.waiting ?? 0;
  if (capacity === null) return fill(w.open, { signed });
  const free = waiting > 0 ? 0 : Math.max(0, capacity - signed);
  return free > 0 ? fill(w.free, { capacity, free }) : fill(w.full, { capacity, waiting });
}

/** Why nobody signs up any more, in words; null while one may. */
export function closedText(locale: Locale, session: Found, now: Date): string | null {
  const w = words[locale].state;
  if (session.state === "CANCELLED") {
    const reason =
      session.cancelReason && session.cancelReason !== "OTHER" ? w.reason[session.cancelReason] : "";
    return `${w.CANCELLED}${reason}${session.cancelNote ? ` ${session.cancelNote}` : ""}`;
  }
  if (session.state === "ENDED" || session.endsAt <= now) return w.ENDED;
  return refusalToSignUp(session, now) ? w.started : null;
}

type Typed = { name: string; phone: string; consent: boolean; problems: readonly string[] };

async function shown(ctx: PageContext, session: Found, typed?: Typed) {
  const { locale } = ctx;
  const { title, body } = session.activity;
  const closed = closedText(locale, session, ctx.clock.now());
  return {
    title,
    status: typed ? 422 : 200,
    body: html`<h1>${title}</h1>
${closed ? html`<p class="notice wait" role="status">${closed}</p>` : ""}
${factsOf(locale, session)}
${paragraphs(body)}
${closed ? "" : await formOf(ctx, session, typed)}`,
  };
}

async function formOf(ctx: PageContext, session: Found, typed?: Typed): Promise<Html> {
  const w = words[ctx.locale].signUp;
  const { prisma } = ctx.database;
  const { guestKeptDays: days } = await loadSettings(prisma, session.cityId, today(ctx.clock));
  const problem = (field: keyof typeof w.problems) =>
    typed?.problems.includes(field)
      ? html`<p class="problem" id="${field}-problem" role="alert">${w.problems[field]}</p>`
      : "";
  const invalid = (field: string) =>
    typed?.problems.includes(field) ? html` aria-invalid="true" aria-describedby="${field}-problem"` : "";
  return html`<h2>${w.heading}</h2>
<p>${placesText(ctx.locale, session)}</p>
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
${problem("again")}
<label for="name">${w.name}</label>
<input id="name" name="name" autocomplete="name" required maxlength="${MOST_GUEST_NAME}" value="${typed?.name ?? ""}"${invalid("name")}>
${problem("name")}
<label for="phone">${w.phone} <small>${w.phoneHint}</small></label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" required maxlength="${MOST_PHONE}" value="${typed?.phone ?? ""}"${invalid("phone")}>
${problem("phone")}
<label class="check"><input type="checkbox" name="consent" value="yes" required${typed?.consent ? html` checked` : ""}${invalid("consent")}>${fill(w.consent, { days })}</label>
${problem("consent")}
<p><button type="submit">${w.send}</button></p>
</form>`;
}

/** What and when on one sheet of paper, with the code that leads to the form. */
function posterOf({ locale, origin }: PageContext, session: Found): PageAnswer {
  const w = words[locale].poster;
  const address = `${origin}${inLocale(`/p/sessions/${session.publicCode}`, locale)}`;
  const { title, body } = session.activity;
  return {
    title,
    poster: true,
    maxAge: 60,
    body: html`<div class="big"><h1>${title}</h1>
<p><strong>${whenText(locale, session)}</strong><br>${session.place}</p>
${paragraphs(body)}
${qrCode(address, fill(w.qr, { address }))}
<p>${w.scan}</p>
<p class="hint">${address}</p>
<p class="hint">${hostsOf(locale, session)}</p></div>`,
  };
}
