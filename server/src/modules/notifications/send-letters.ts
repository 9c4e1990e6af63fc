import type { LetterKind, Prisma } from "@gongjian/prisma/client";
import { today } from "../../kernel/clock.ts";
import type { LetterText } from "../../kernel/outside.ts";
import { fill, type Locale, localeOf } from "../../kernel/words.ts";
import { todosOf } from "../home/public.ts";
import { actorOfPerson } from "../identity/public.ts";
import { digestLines } from "./digest-text.ts";
import type { MessengerContext } from "./messenger.ts";
import { pathOf } from "./outgoing-links.ts";
import { CONFIRMATION_LIFETIME, signLink } from "./sealing.ts";
import { words, wordsOr } from "./words.ts";

/** Seconds until the next try, by how many there were. */
const RETRY_AFTER: readonly number[] = [60, 600, 3_600];
const LEASE_SECONDS = 180;
const AT_ONCE = 20;

type LetterRow = {
  id: string;
  personId: string;
  kind: LetterKind;
  event: string | null;
  subject: string | null;
  params: Prisma.JsonObject;
  attempts: number;
  createdAt: Date;
  choiceId: string | null;
  address: string | null;
  verified: boolean;
  locale: string;
};

/** Sends letters whose time has come, where there is a mail server. Their text is made now, from what they name. @returns how many. */
export async function sendLetters(ctx: MessengerContext): Promise<number> {
  const send = ctx.outside.sendLetter;
  if (!send) return 0;
  const letters = await takeLetters(ctx);
  for (const letter of letters) {
    try {
      const text = await textOf(ctx, letter);
      if (text) await send(text);
      await ended(ctx, letter, text === null ? "NOT_WANTED" : null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "MAIL";
      await ended(ctx, letter, code);
    }
  }
  return letters.length;
}

async function takeLetters({ database, clock }: MessengerContext): Promise<LetterRow[]> {
  const now = clock.now();
  const lease = new Date(now.getTime() + LEASE_SECONDS * 1_000);
  return database.prisma.$queryRaw<LetterRow[]>`
    with taken as (
      update "Letter" l set attempts = l.attempts + 1, "nextAttemptAt" = ${lease}
      where l.id in (
        select id from "Letter" where state = 'WAITING' and "nextAttemptAt" <= ${now}
        order by "nextAttemptAt", id limit ${AT_ONCE} for update skip locked)
      returning l.*)
    select l.id, l."personId", l.kind, l.event, l.subject, l.params, l.attempts, l."createdAt", c.id as "choiceId", c.address,
      c."verifiedAt" is not null as verified, coalesce(c.locale, 'zh') as locale
    from taken l left join "NotificationChoice" c on c."personId" = l."personId"`;
}

async function ended({ database, clock }: MessengerContext, letter: LetterRow, error: string | null) {
  const wait = RETRY_AFTER[letter.attempts - 1];
  const over = error === null || error === "NOT_WANTED" || wait === undefined;
  await database.prisma.letter.updateMany({
    where: { id: letter.id },
    data: over
      ? { state: error === null ? "SENT" : "FAILED", error }
      : { error, nextAttemptAt: new Date(clock.now().getTime() + wait * 1_000) },
  });
}

/** The letter as it is now; null when nobody is to get it any more. */
async function textOf(ctx: MessengerContext, letter: LetterRow): Promise<LetterText | null> {
  const { address: to, choiceId } = letter;
  if (to === null || choiceId === null) return null;
  const locale = localeOf(letter.locale);
  const say = words[locale];
  const origin = ctx.outside.origin ?? "";
  if (letter.kind === "CONFIRMATION") {
    if (letter.verified) return null;
    const until = letter.createdAt.getTime() + CONFIRMATION_LIFETIME;
    const signature = signLink(ctx.secretOf, "confirm", { id: choiceId, address: to, until });
    const link = `${origin}/p/letters/confirm/${choiceId}/${until}/${signature}`;
    return { to, subject: say.confirmation.subject, text: `${say.confirmation.text}\n\n${link}\n` };
  }
  if (!letter.verified) return null;
  const stop = `${origin}/p/letters/stop/${choiceId}/${signLink(ctx.secretOf, "stop", { id: choiceId, address: to })}`;
  const body = letter.kind === "DIGEST" ? await digest(ctx, letter, locale) : event(letter, locale);
  if (body === null) return null;
  const text = [say.hello, "", ...body.lines, "", origin + pathOf(letter.subject), "", say.footer, stop, ""];
  return { to, subject: body.subject, text: text.join("\n"), unsubscribe: stop };
}

function event(letter: LetterRow, locale: Locale): { subject: string; lines: string[] } {
  const params = { day: "", count: "", ...(letter.params as Record<string, string>) };
  return {
    subject: words[locale].event.subject,
    lines: [fill(wordsOr(locale, "event", letter.event ?? ""), params)],
  };
}

async function digest(ctx: MessengerContext, letter: LetterRow, locale: Locale) {
  const day = today(ctx.clock);
  const actor = await actorOfPerson(ctx.database, ctx.clock, letter.personId);
  const todos = actor ? await todosOf(ctx.database, actor, day) : [];
  if (todos.length === 0) return null;
  return {
    subject: fill(words[locale].digest.subject, { count: todos.length }),
    lines: digestLines(todos, locale),
  };
}
