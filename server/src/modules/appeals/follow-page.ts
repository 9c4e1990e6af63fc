import { html } from "hono/html";
import { fromDbDate, today } from "../../kernel/clock.ts";
import {
  type Html,
  type PageAnswer,
  type PageContext,
  type PublicPage,
  type SentForm,
  visitorOf,
} from "../../kernel/page.ts";
import { paragraphs } from "../../kernel/public-document.ts";
import { grouped } from "../../kernel/readable-code.ts";
import { Rejection } from "../../kernel/result.ts";
import { fill } from "../../kernel/words.ts";
import { hashOf, typedFollowCode } from "./codes.ts";
import { allowedActs, LONGEST } from "./model.ts";
import { communityName, dayIn } from "./page-parts.ts";
import { sayOfAppeal } from "./say-of-appeal.ts";
import { words } from "./words.ts";

/** Where the resident who holds a code sees what became of an appeal, adds a line, or says that it is not solved. The code is never in an address. */
export const followPage: PublicPage = {
  path: "appeals/follow",
  show: async (ctx) => codeEntry(ctx),
  form: {
    fields: { code: 100, act: 20, text: 1_000 },
    // A code has more than 2^59 values: at this pace nobody finds one.
    perHour: { client: 60, page: 3_000 },
    send: (ctx, _params, form) => follow(ctx, form),
  },
};

function codeEntry(ctx: PageContext, wrong?: { code: string }): PageAnswer {
  const w = words[ctx.locale];
  return {
    title: w.followTitle,
    status: wrong ? 404 : 200,
    body: html`<h1>${w.followTitle}</h1>
<p>${w.followHint}</p>
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<label for="code">${w.code}</label>
<input id="code" name="code" class="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${wrong?.code ?? ""}"${wrong ? html` aria-invalid="true" aria-describedby="code-problem"` : ""}>
${wrong ? html`<p class="problem" id="code-problem" role="alert">${w.NO_SUCH_CODE}</p>` : ""}
<p><button type="submit">${w.look}</button></p>
</form>`,
  };
}

async function follow(ctx: PageContext, form: SentForm): Promise<PageAnswer> {
  const typed = form.fields["code"] ?? "";
  const code = typedFollowCode(typed);
  const followHash = code === null ? "" : hashOf(code);
  const found = code === null ? undefined : await findFollowed(ctx, followHash);
  if (code === null || !found) return codeEntry(ctx, { code: typed.slice(0, 40) });
  const { act } = form.fields;
  if (act !== "add" && act !== "notSolved") return shown(ctx, found, code);
  const w = words[ctx.locale];
  try {
    const text = form.fields["text"] ?? "";
    const { idempotencyKey } = form;
    await sayOfAppeal(visitorOf(ctx, found.own.cityId), { followHash, act, text, idempotencyKey });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return shown(ctx, (await findFollowed(ctx, followHash)) ?? found, code, problemOf(w, error));
  }
  return shown(ctx, (await findFollowed(ctx, followHash)) ?? found, code, { said: w.done });
}

type Said = { said: string } | { problem: string };

function problemOf(w: (typeof words)["zh"], { failure }: Rejection): Said {
  if (failure.type === "ValidationError") {
    const [first] = failure.problems;
    if (first?.code === "TOO_LONG") return { problem: fill(w.TOO_LONG, { max: LONGEST.word }) };
    return { problem: w.WORD_REQUIRED };
  }
  if (failure.code === "NOT_SOLVED_LIMIT" || failure.code === "WORDS_LIMIT")
    return { problem: w[failure.code] };
  return { problem: w.CHANGED };
}

const NAMED = { select: { name: true, shortName: true } } as const;
const STANDING = {
  receiver: NAMED,
  passedTo: NAMED,
  answeredFrom: NAMED,
} as const;

async function findFollowed({ database }: PageContext, followHash: string) {
  const own = await database.prisma.appeal.findUnique({
    where: { followHash },
    include: {
      ...STANDING,
      mergedInto: { include: STANDING },
      entries: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }], include: { organization: NAMED } },
      _count: { select: { evidence: true } },
    },
  });
  return own ? { own, standing: own.mergedInto ?? own } : undefined;
}

type Followed = NonNullable<Awaited<ReturnType<typeof findFollowed>>>;

function shown(ctx: PageContext, { own, standing }: Followed, code: string, said?: Said): PageAnswer {
  const w = words[ctx.locale];
  const { locale } = ctx;
  const community = communityName(own.receiver);
  const names = {
    community,
    office: standing.passedTo ? communityName(standing.passedTo) : "",
    date: standing.answerDueOn ? dayIn(locale, standing.answerDueOn) : "",
  };
  const settled = ["ANSWERED", "UNSOLVED"].includes(standing.state);
  const answer = standing.answer
    ? html`<h2>${fill(settled ? w.answerOf : w.earlierAnswer, {
        from: communityName(standing.answeredFrom ?? own.receiver),
        date: dayIn(locale, standing.answeredAt ?? own.createdAt),
      })}</h2>${paragraphs(standing.answer)}`
    : "";
  const filled = (text: string) => fill(text, { ...names, max: LONGEST.word });
  return {
    title: w.followTitle,
    status: said && "problem" in said ? 422 : 200,
    body: html`<h1>${w.followTitle}</h1>
${said ? html`<p class="notice ${"problem" in said ? "late" : ""}" role="alert">${fill("problem" in said ? said.problem : said.said, names)}</p>` : ""}
<h2>${w.now}</h2>
<p class="notice ${isLate(ctx, standing) ? "late" : settled || standing.state === "CLOSED" ? "" : "wait"}">${filled(stateWords(ctx, standing))}${own.id === standing.id ? "" : html` ${w.merged}`}</p>
${answer}
${sayForm(ctx, standing, code, filled)}
<h2>${fill(w.yours, { community, date: dayIn(locale, own.createdAt) })}</h2>
${paragraphs(own.text)}
${own._count.evidence > 0 ? html`<p class="hint">${fill(w.photosSent, { count: own._count.evidence })}</p>` : ""}
<h2>${w.history}</h2>
<ol class="list">${own.entries
      .filter(({ kind }) => kind !== "LATE")
      .map(
        ({
          kind,
          recordedAt,
          text,
          organization,
        }) => html`<li><time datetime="${recordedAt.toISOString()}">${dayIn(locale, recordedAt)}</time>
${fill(entryWords(w, kind), { office: organization ? communityName(organization) : "" })}${text && (kind === "ADDED" || kind === "NOT_SOLVED") ? html`<br>“${text}”` : ""}</li>`,
      )}</ol>`,
  };
}

function entryWords(
  w: (typeof words)["zh"],
  kind: Exclude<Followed["own"]["entries"][number]["kind"], "LATE"> | "LATE",
) {
  return kind === "LATE" ? "" : w[`entry${kind}`];
}

function isLate({ clock }: PageContext, { answerDueOn }: { answerDueOn: Date | null }): boolean {
  return answerDueOn !== null && fromDbDate(answerDueOn) < today(clock);
}

function stateWords(ctx: PageContext, standing: Pick<Followed["standing"], "state" | "answerDueOn">): string {
  const w = words[ctx.locale];
  const late = isLate(ctx, standing);
  const { state } = standing;
  if (state === "RECEIVED" || state === "MERGED") return late ? w.LATE : w.RECEIVED;
  if (state === "PASSED_UP") return late ? w.PASSED_UP_LATE : w.PASSED_UP;
  return w[state];
}

/** The one thing that the resident can say now. */
function sayForm(
  ctx: PageContext,
  standing: Pick<Followed["standing"], "state">,
  code: string,
  filled: (text: string) => string,
): Html | string {
  const w = words[ctx.locale];
  const acts = allowedActs(standing);
  const act = acts.includes("notSolved") ? "notSolved" : acts.includes("add") ? "add" : null;
  if (act === null) return "";
  return html`<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<input type="hidden" name="code" value="${grouped(code)}">
<input type="hidden" name="act" value="${act}">
<label for="text">${w[`${act}Label`]} <small>${filled(w[`${act}Hint`])}</small></label>
<input id="text" name="text" required maxlength="${LONGEST.word}" autocomplete="off">
<p><button type="submit" class="plain">${filled(w[act])}</button></p>
</form>`;
}
