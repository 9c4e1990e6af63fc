import { html } from "hono/html";
import {
  inLocale,
  type PageAnswer,
  type PageContext,
  type PublicPage,
  visitorOf,
} from "../../kernel/page.ts";
import { Rejection } from "../../kernel/result.ts";
import { isLinkSecret, secretHash } from "../../kernel/secret.ts";
import { fill } from "../../kernel/words.ts";
import { cancelGuestSignup } from "./cancel-guest-signup.ts";
import { refusalToSignUp } from "./model.ts";
import { closedText, factsOf } from "./session-page.ts";
import { words } from "./words.ts";

/** The own sign-up of somebody from outside, by the link that it gave: where it stands, and taking it back. */
export const signupPage: PublicPage = {
  path: "signups/:secret",
  show: async (ctx, { secret }) => shown(ctx, await findSignup(ctx, secret)),
  form: {
    fields: {},
    perHour: { client: 60, page: 30 },
    async send(ctx, { secret }, { idempotencyKey }): Promise<PageAnswer> {
      const signup = await findSignup(ctx, secret);
      const tokenHash = secretHash(secret ?? "");
      try {
        await cancelGuestSignup(visitorOf(ctx, signup.cityId), { tokenHash, idempotencyKey });
      } catch (error) {
        // Taken back already, or begun: the page says so.
        if (!(error instanceof Rejection) || error.failure.type !== "InvalidTransition") throw error;
      }
      return { redirectTo: inLocale(`/p/signups/${secret}`, ctx.locale) };
    },
  },
};

async function findSignup({ database }: PageContext, secret: string | undefined) {
  const signup = isLinkSecret(secret)
    ? await database.prisma.signup.findFirst({
        where: { guest: { tokenHash: secretHash(secret ?? "") } },
        include: {
          session: {
            include: {
              seats: true,
              activity: {
                select: {
                  title: true,
                  body: true,
                  skills: true,
                  audience: true,
                  activityKind: { select: { nameZh: true, nameEn: true } },
                  hosts: {
                    where: { leftAt: null },
                    orderBy: { id: "asc" },
                    select: { organization: { select: { name: true } } },
                  },
                },
              },
            },
          },
        },
      })
    : null;
  if (!signup) throw Rejection.notFound();
  return signup;
}

async function shown(ctx: PageContext, signup: Awaited<ReturnType<typeof findSignup>>): Promise<PageAnswer> {
  const { locale, clock, database } = ctx;
  const w = words[locale].mine;
  const { session } = signup;
  const now = clock.now();
  const ahead =
    signup.state === "WAITING"
      ? await database.prisma.signup.count({
          where: {
            cityId: session.cityId,
            sessionId: session.id,
            state: "WAITING",
            arrival: { lt: signup.arrival },
          },
        })
      : 0;
  const closed = closedText(locale, session, now);
  const state =
    signup.state === "CANCELLED" && signup.cancelledBy === "HOST"
      ? w.removed
      : fill(w[signup.state], { ahead });
  const mayCancel = signup.state !== "CANCELLED" && refusalToSignUp(session, now) === null;
  return {
    title: w.title,
    body: html`<h1>${session.activity.title}</h1>
${closed ? html`<p class="notice wait" role="status">${closed}</p>` : html`<p class="notice${signup.state === "SIGNED" ? "" : " wait"}" role="status">${state}</p>`}
${factsOf(locale, session)}
${
  mayCancel
    ? html`<p>${w.keep}</p>
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<p><button type="submit" class="plain">${w.cancel}</button></p>
</form>`
    : ""
}
${session.activity.audience === "PUBLIC" ? html`<p><a href="${inLocale(`/p/sessions/${session.publicCode}`, locale)}">${w.another}</a></p>` : ""}`,
  };
}
