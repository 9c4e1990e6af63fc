import { html } from "hono/html";
import { fromDbDate } from "../../kernel/clock.ts";
import {
  type PageAnswer,
  type PageContext,
  type PublicPage,
  type SentForm,
  visitorOf,
} from "../../kernel/page.ts";
import { Rejection } from "../../kernel/result.ts";
import { isLinkSecret, secretHash } from "../../kernel/secret.ts";
import { fill } from "../../kernel/words.ts";
import { answerSolved, MOST_WORDS } from "./answer-solved.ts";
import type { SolvedAnswer } from "./solved.ts";
import { words } from "./words.ts";

/** Where who asked says whether it is solved, by the link that the community handed over. Answered once. */
const solvedPage: PublicPage = {
  path: "solved/:token",
  show: async (ctx, { token }) => shown(ctx, await find(ctx, token)),
  form: {
    fields: { answer: 10, words: MOST_WORDS },
    perHour: { client: 60, page: 20 },
    send: (ctx, { token }, form) => send(ctx, token, form),
  },
};

/** The public pages of this module. */
export const pages: readonly PublicPage[] = [solvedPage];

async function find({ database }: PageContext, token: string | undefined) {
  const question = isLinkSecret(token)
    ? await database.prisma.solvedQuestion.findUnique({
        where: { tokenHash: secretHash(token) },
        include: {
          helpRequest: {
            select: { title: true, state: true, reopenedCount: true, receiver: { select: { name: true } } },
          },
        },
      })
    : null;
  if (!question) throw Rejection.notFound();
  return question;
}

type Found = Awaited<ReturnType<typeof find>>;

async function send(ctx: PageContext, token: string | undefined, form: SentForm): Promise<PageAnswer> {
  const question = await find(ctx, token);
  const said: SolvedAnswer | null =
    form.fields["answer"] === "YES" ? "YES" : form.fields["answer"] === "NOT_YET" ? "NOT_YET" : null;
  const typed = form.fields["words"] ?? "";
  if (!said) return shown(ctx, question, { typed });
  const visitor = visitorOf(ctx, question.cityId);
  try {
    const { idempotencyKey } = form;
    await answerSolved(visitor, { questionId: question.id, answer: said, words: typed, idempotencyKey });
  } catch (error) {
    // Answered at another place, or the community went on: the page says so.
    if (!(error instanceof Rejection) || error.failure.type !== "InvalidTransition") throw error;
    return { ...(await shown(ctx, await find(ctx, token))), status: 409 };
  }
  const w = words[ctx.locale];
  return {
    title: w.title,
    body: html`<h1>${w.title}</h1><p class="notice" role="status">${said === "YES" ? w.thanksYes : w.thanksNotYet}</p>`,
  };
}

async function shown(ctx: PageContext, question: Found, missing?: { typed: string }) {
  const w = words[ctx.locale];
  const { title, state, reopenedCount, receiver } = question.helpRequest;
  const waits = question.answer === null && state === "DELIVERED" && reopenedCount === question.round;
  const day = fromDbDate(question.awaitedUntil);
  const head = html`<h1>${w.title}</h1>
<p>${fill(w.intro, { community: receiver.name })}</p>
<p><strong>${title}</strong></p>`;
  if (question.answer) {
    const answer = question.answer === "YES" ? w.yes : w.notYet;
    return {
      title: w.title,
      body: html`${head}<p class="notice">${fill(w.answered, { answer })}</p>
${question.words ? html`<h2>${w.yourWords}</h2><p>${question.words}</p>` : ""}`,
    };
  }
  if (!waits) return { title: w.title, body: html`${head}<p class="notice wait">${w.over}</p>` };
  return {
    title: w.title,
    status: missing ? 422 : 200,
    body: html`${head}
<p>${w.arrived}</p>
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<fieldset${missing ? html` aria-describedby="choose"` : ""}>
<legend><b>${w.question}</b></legend>
${missing ? html`<p class="problem" id="choose" role="alert">${w.choose}</p>` : ""}
<label class="check"><input type="radio" name="answer" value="YES" required>${w.yes}</label>
<label class="check"><input type="radio" name="answer" value="NOT_YET" required>${w.notYet}</label>
</fieldset>
<label for="words">${w.words} <small>${w.wordsHint}</small></label>
<textarea id="words" name="words" maxlength="${MOST_WORDS}">${missing?.typed ?? ""}</textarea>
<p><button type="submit">${w.send}</button></p>
<p class="hint">${fill(w.once, { day })}</p>
</form>`,
  };
}
