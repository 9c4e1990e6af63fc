import { addDays, minuteOfDay, startOfDay, toDbDate, today } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { isWorkday } from "../../kernel/workdays.ts";
import { minutesOf } from "../cities/model.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { type TodoOf, todosOf } from "../home/public.ts";
import { actorOfPerson } from "../identity/public.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

/** People whose summaries are written together. */
const CHUNK = 50;
/** Read at the same time. */
const AT_ONCE = 4;
/** A summary of the morning that nobody could make is not sent in the evening any more, in minutes. */
const LATEST = 4 * 60;

/**
 * Makes the summaries of the day for everybody of a city who has none yet: what the home page lists, as one notification, and as a letter
 * for who wishes it. One command for some people together; whoever was written is not written again, also when a server is killed between.
 *
 * @returns how many people got one.
 */
export async function sendDigests(ctx: Omit<CommandContext, "actor">, cityId: string): Promise<number> {
  const now = ctx.clock.now();
  const day = today({ now: () => now });
  const { prisma } = ctx.database;
  const settings = await loadSettings(prisma, cityId, day);
  const late = minuteOfDay(now) - minutesOf(settings.digestAt);
  if (late < 0 || late > LATEST) return 0;
  if (settings.remindersOnWorkdaysOnly && !isWorkday(day, await loadCalendar(prisma, cityId))) return 0;
  let sent = 0;
  for (;;) {
    const people = await prisma.$queryRaw<{ id: string }[]>`
      select p.id from "Person" p
      where p."cityId" = ${cityId}::uuid and p."erasedAt" is null
        and exists (select from "AuthUser" u where u."personId" = p.id)
        and exists (select from "Membership" m where m."cityId" = p."cityId" and m."personId" = p.id
          and m."startsOn" <= ${toDbDate(day)}::date and (m."endsOn" is null or m."endsOn" >= ${toDbDate(day)}::date))
        and not exists (select from "Digest" d where d."cityId" = p."cityId" and d."personId" = p.id and d.day = ${toDbDate(day)}::date)
      order by p.id limit ${CHUNK}`;
    if (people.length === 0) return sent;
    sent += await writeChunk(
      ctx,
      cityId,
      people.map(({ id }) => id),
    );
  }
}

async function writeChunk(
  ctx: Omit<CommandContext, "actor">,
  cityId: string,
  personIds: readonly string[],
): Promise<number> {
  const day = today(ctx.clock);
  const lists = new Map<string, TodoOf[]>();
  for (let start = 0; start < personIds.length; start += AT_ONCE) {
    await Promise.all(
      personIds.slice(start, start + AT_ONCE).map(async (personId) => {
        const actor = await actorOfPerson(ctx.database, ctx.clock, personId);
        lists.set(personId, actor ? await todosOf(ctx.database, actor, day) : []);
      }),
    );
  }
  let sent = 0;
  const spec = { name: "digest.send", input: { cityId, day, personIds: [...personIds] } };
  await runCommand({ ...ctx, actor: { kind: "SYSTEM", cityId } }, spec, async (command) => {
    const { tx } = command;
    command.require(actions["notification.automatic"], { cityId });
    const made = await tx.digest.createManyAndReturn({
      data: personIds.map((personId) => ({
        id: command.newId(),
        cityId,
        personId,
        day: toDbDate(day),
        items: lists.get(personId)?.length ?? 0,
      })),
      skipDuplicates: true,
      select: { personId: true, items: true },
    });
    const choices = await tx.notificationChoice.findMany({
      where: { cityId, personId: { in: made.map(({ personId }) => personId) } },
    });
    const told = made.filter(({ items }) => items > 0);
    for (const { personId } of told) {
      const choice = choices.find((one) => one.personId === personId);
      if (choice?.digest === false) continue;
      command.emit(events["digest.daily"], {
        subject: "Home:today",
        personIds: [personId],
        params: countsOf(lists.get(personId) ?? []),
      });
    }
    const byMail = choices.filter(
      ({ personId, verifiedAt, mailDigest }) =>
        verifiedAt !== null && mailDigest && told.some((one) => one.personId === personId),
    );
    await tx.letter.createMany({
      data: byMail.map(({ personId }) => ({
        id: command.newId(),
        cityId,
        personId,
        kind: "DIGEST" as const,
        params: {},
        nextAttemptAt: command.now,
      })),
    });
    sent = told.length;
    command.audit({
      subjectIds: [cityId],
      payload: { day, people: made.length, told: told.length, letters: byMail.length },
    });
    return { id: cityId };
  });
  return sent;
}

/** How many wait, how many of them for others, and how many are late. */
function countsOf(todos: readonly TodoOf[]): Record<string, string> {
  return {
    count: String(todos.length),
    late: String(todos.filter(({ lateWorkdays }) => lateWorkdays > 0).length),
    confirm: String(todos.filter(({ kind }) => kind === "DELIVERY_TO_CONFIRM").length),
  };
}

/** How long letters and the log of webhooks are kept, in days. */
const LETTERS_KEPT = 30;
const CALLS_KEPT = 90;

/** Forgets letters after 30 days and the log of webhooks after 90. */
export async function forgetMessages({ database, clock }: Omit<CommandContext, "actor">): Promise<void> {
  const before = (days: number) => startOfDay(addDays(today(clock), -days));
  const { prisma } = database;
  await prisma.letter.deleteMany({ where: { createdAt: { lt: before(LETTERS_KEPT) } } });
  const old = { createdAt: { lt: before(CALLS_KEPT) } };
  await prisma.webhookAttempt.deleteMany({ where: { call: old } });
  await prisma.webhookCall.deleteMany({ where: old });
}
