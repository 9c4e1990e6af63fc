import type { NotificationChoice } from "@gongjian/prisma/client";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import type { Locale } from "../../kernel/words.ts";
import { actions } from "./policy.ts";

/** How one person wants to hear. The address is nowhere but in its row: not in the chain, not in a history. */

type Keyed = { idempotencyKey?: string | null };

/** Milliseconds between two confirmations that are asked for. */
const BETWEEN_CONFIRMATIONS = 60_000;
/** Letters to confirm an address that one person has sent in a day: nobody else's mailbox is filled by them. */
const CONFIRMATIONS_A_DAY = 10;
const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,180}[a-z0-9])?\.[a-z]{2,63}$/i;

/** The actor's row, made with the defaults when there is none. */
async function own(command: Command): Promise<NotificationChoice> {
  const { cityId, personId } = command.person();
  command.require(actions["notification.choose"], { cityId });
  await command.tx.$executeRaw`
    insert into "NotificationChoice" ("id", "cityId", "personId") values (${command.newId()}::uuid, ${cityId}::uuid, ${personId}::uuid)
    on conflict ("personId") do nothing`;
  await command.tx
    .$queryRaw`select id from "NotificationChoice" where "personId" = ${personId}::uuid for update`;
  return command.tx.notificationChoice.findUniqueOrThrow({ where: { personId } });
}

/**
 * Gives the address for one's letters; a letter with a link to confirm it is sent there, and nothing else until then.
 *
 * @throws Rejection NOT_AN_ADDRESS; MAIL_OFF where the server sends none; TOO_SOON within a minute after the last, TOO_MANY
 * after ten in a day.
 */
export function setOwnAddress(
  ctx: CommandContext,
  input: Keyed & { address: string },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "notification.address", input }, async (command) => {
    const choice = await own(command);
    const address = input.address.normalize("NFKC").trim();
    const refuse = (code: string) => Rejection.validation([{ path: ["address"], code }]);
    if (!ADDRESS.test(address)) throw refuse("NOT_AN_ADDRESS");
    if (!ctx.outside?.sendLetter) throw refuse("MAIL_OFF");
    if (choice.askedAt && command.now.getTime() - choice.askedAt.getTime() < BETWEEN_CONFIRMATIONS)
      throw refuse("TOO_SOON");
    const since = new Date(command.now.getTime() - 86_400_000);
    const sent = { personId: choice.personId, kind: "CONFIRMATION" as const, createdAt: { gt: since } };
    if ((await command.tx.letter.count({ where: sent })) >= CONFIRMATIONS_A_DAY)
      throw Rejection.validation([
        { path: ["address"], code: "TOO_MANY", params: { max: String(CONFIRMATIONS_A_DAY) } },
      ]);
    const stays = choice.address === address && choice.verifiedAt !== null;
    await command.tx.notificationChoice.update({
      where: { id: choice.id },
      data: {
        address,
        verifiedAt: stays ? choice.verifiedAt : null,
        askedAt: command.now,
        version: { increment: 1 },
      },
    });
    if (!stays) {
      await command.tx.letter.create({
        data: {
          id: command.newId(),
          cityId: choice.cityId,
          personId: choice.personId,
          kind: "CONFIRMATION",
          params: {},
          nextAttemptAt: command.now,
        },
      });
    }
    command.audit({ subjectIds: [choice.personId], payload: { given: true } });
    return { id: choice.id };
  });
}

/** Takes one's address away; waiting letters are not sent any more. */
export function removeOwnAddress(ctx: CommandContext, input: Keyed): Promise<CommandResult> {
  return runCommand(ctx, { name: "notification.address", input }, async (command) => {
    const choice = await own(command);
    await command.tx.notificationChoice.update({
      where: { id: choice.id },
      data: { address: null, verifiedAt: null, version: { increment: 1 } },
    });
    command.audit({ subjectIds: [choice.personId], payload: { given: false } });
    return { id: choice.id };
  });
}

/** Says which summaries and letters one wants, and in which language. */
export function chooseChannels(
  ctx: CommandContext,
  input: Keyed & { digest: boolean; mailDigest: boolean; mailEvents: boolean; locale: Locale },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "notification.choose", input }, async (command) => {
    const choice = await own(command);
    const { digest, mailDigest, mailEvents, locale } = input;
    await command.tx.notificationChoice.update({
      where: { id: choice.id },
      data: { digest, mailDigest, mailEvents, locale, version: { increment: 1 } },
    });
    command.audit({ subjectIds: [choice.personId], payload: { digest, mailDigest, mailEvents } });
    return { id: choice.id };
  });
}
