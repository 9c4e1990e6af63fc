import { toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { events } from "./events.ts";
import { type Due, gatherReminders, ladderNow, toldInWeek } from "./gather-reminders.ts";
import { actions } from "./policy.ts";
import { withinCap } from "./reminder-model.ts";

/** Rows written by one statement. */
const AT_ONCE = 2_000;
const TIMEOUT_MS = 120_000;

/**
 * Sends what the policies of a city ask for, once: in one command, under a lock of its own, so that of two servers the second finds everything
 * said, and of one that is killed nothing is half said. Each person gets one notification however many things it is about.
 *
 * @returns how many reminders were sent; 0 while nobody is to be disturbed.
 */
export async function runReminders(
  ctx: Omit<CommandContext, "actor">,
  cityId: string,
): Promise<{ sent: number; suppressed: number }> {
  const nothing = { sent: 0, suppressed: 0 };
  const ladder = await ladderNow(ctx.database.prisma, ctx.clock, cityId);
  if (ladder.quiet) return nothing;
  const { policies, day, calendar, settings } = ladder;
  const waiting = await gatherReminders(ctx.database.prisma, cityId, policies, day, calendar);
  if (waiting.length === 0) return nothing;
  const done = { ...nothing };
  const spec = { name: "reminder.automatic", input: { cityId, day }, timeoutMs: TIMEOUT_MS };
  await runCommand({ ...ctx, actor: { kind: "SYSTEM", cityId } }, spec, async (command) => {
    const { tx } = command;
    command.require(actions["notification.automatic"], { cityId });
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`reminders ${cityId}`}, 0))`;
    const due = await gatherReminders(tx, cityId, policies, day, calendar);
    const people = [...new Set(due.map(({ personId }) => personId))];
    const told = await toldInWeek(tx, cityId, people, day);
    const { sent, suppressed } = withinCap(due, told, settings.reminderCapPerWeek);
    await writeNotices(command, cityId, sent, null);
    await writeNotices(command, cityId, suppressed, "WEEKLY_CAP");
    tellPeople(command, sent);
    await writeLetters(command, cityId, sent);
    await callWebhooks(command, cityId, sent);
    done.sent = sent.length;
    done.suppressed = suppressed.length;
    command.audit({
      subjectIds: [...new Set(due.map(({ policyId }) => policyId))],
      payload: { day, people: people.length, sent: sent.length, suppressed: suppressed.length },
    });
    return { id: cityId };
  });
  return done;
}

async function writeNotices(
  command: Command,
  cityId: string,
  due: readonly Due[],
  silence: "WEEKLY_CAP" | null,
): Promise<void> {
  for (let start = 0; start < due.length; start += AT_ONCE) {
    await command.tx.reminderNotice.createMany({
      data: due.slice(start, start + AT_ONCE).map((one) => ({
        id: command.newId(),
        cityId,
        policyId: one.policyId,
        subject: one.subjectRef,
        personId: one.personId,
        organizationId: one.organizationId,
        fellOn: toDbDate(one.fellOn),
        outcome: silence ? ("SUPPRESSED" as const) : ("SENT" as const),
        silence,
      })),
    });
  }
}

/** How many of each kind, as parameters of a text. */
function counts(due: readonly Due[]): Record<string, string> {
  const of = (subject: Due["subject"]) =>
    String(new Set(due.filter((one) => one.subject === subject).map(({ subjectRef }) => subjectRef)).size);
  return {
    count: String(new Set(due.map(({ subjectRef }) => subjectRef)).size),
    obligations: of("OBLIGATION"),
    deliveries: of("DELIVERY"),
    sessions: of("SESSION"),
    appeals: of("APPEAL"),
    requests: of("REQUEST"),
  };
}

/** What one bundle of reminders says: of a single thing which and when, of several how many. */
function bundle(due: readonly Due[]) {
  const [only] = due;
  if (only && due.length === 1) {
    const { giverId, receiverId, partnershipId } = only;
    const subject = only.seenAt ?? only.subjectRef;
    return {
      event: events["reminder.due"],
      told: {
        subject,
        ...(giverId && { giverId }),
        ...(receiverId && { receiverId }),
        ...(partnershipId && { partnershipId }),
        params: { about: only.subject, day: only.day, when: when(only.days) },
      },
    };
  }
  return { event: events["reminder.several"], told: { subject: "Home:today", params: counts(due) } };
}

function when(days: number): string {
  return days < 0 ? "BEFORE" : days === 0 ? "ON" : "AFTER";
}

function tellPeople(command: Command, sent: readonly Due[]): void {
  const inApp = sent.filter(({ channels }) => channels.includes("IN_APP"));
  for (const [personId, due] of Map.groupBy(inApp, (one) => one.personId)) {
    const { event, told } = bundle(due);
    command.emit(event, { ...told, personIds: [personId] });
  }
}

async function writeLetters(command: Command, cityId: string, sent: readonly Due[]): Promise<void> {
  const byPerson = Map.groupBy(
    sent.filter(({ channels }) => channels.includes("MAIL")),
    (one) => one.personId,
  );
  if (byPerson.size === 0) return;
  const wished = await command.tx.notificationChoice.findMany({
    where: { cityId, personId: { in: [...byPerson.keys()] }, verifiedAt: { not: null }, mailEvents: true },
    select: { personId: true },
  });
  await command.tx.letter.createMany({
    data: wished.map(({ personId }) => {
      const { event, told } = bundle(byPerson.get(personId) ?? []);
      return {
        id: command.newId(),
        cityId,
        personId,
        kind: "EVENT" as const,
        event: event.name,
        subject: told.subject,
        params: told.params,
        nextAttemptAt: command.now,
      };
    }),
  });
}

async function callWebhooks(command: Command, cityId: string, sent: readonly Due[]): Promise<void> {
  const byOrganization = Map.groupBy(
    sent.filter(({ channels }) => channels.includes("WEBHOOK")),
    (one) => one.organizationId,
  );
  if (byOrganization.size === 0) return;
  const webhooks = await command.tx.webhook.findMany({
    where: {
      cityId,
      organizationId: { in: [...byOrganization.keys()] },
      active: true,
      pausedAt: null,
      endedAt: null,
    },
    select: { id: true, organizationId: true },
  });
  await command.tx.webhookCall.createMany({
    data: webhooks.map(({ id, organizationId }) => ({
      id: command.newId(),
      cityId,
      webhookId: id,
      event: events["reminder.several"].name,
      subject: "",
      params: counts(byOrganization.get(organizationId) ?? []),
      nextAttemptAt: command.now,
    })),
  });
}
