import type { NotificationChoice } from "@gongjian/prisma/client";
import { html } from "hono/html";
import { runCommand } from "../../kernel/command.ts";
import { isId } from "../../kernel/ids.ts";
import type { PageAnswer, PageContext, PublicPage } from "../../kernel/page.ts";
import { fill } from "../../kernel/words.ts";
import { actions } from "./policy.ts";
import { isSigned, type LinkPurpose } from "./sealing.ts";
import { words } from "./words.ts";

/**
 * Where the links of letters lead. Opening one changes nothing: programs that look through mail open every link. The button does.
 */

const PER_HOUR = { client: 60, page: 600 };

/** The choice that a link is about, if it was signed by this server for the address that still stands. */
async function choiceOf(
  ctx: PageContext,
  purpose: LinkPurpose,
  params: Record<string, string>,
): Promise<(NotificationChoice & { address: string }) | null> {
  const { id = "", until, signature = "" } = params;
  if (!isId(id)) return null;
  const choice = await ctx.database.prisma.notificationChoice.findUnique({ where: { id } });
  if (!choice || choice.address === null) return null;
  const { address } = choice;
  const named = { id, address, ...(until === undefined ? {} : { until: Number(until) }) };
  if (!isSigned(ctx.secretOf, purpose, named, signature)) return null;
  if (until !== undefined && Number(until) < ctx.clock.now().getTime()) return null;
  return { ...choice, address };
}

/** Enough of an address to know it again by: who was forwarded the letter does not learn it. */
function partly(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, Math.min(2, at))}…${address.slice(at)}`;
}

function invalid({ locale }: PageContext): PageAnswer {
  const say = words[locale].page;
  return { title: say.invalidTitle, body: html`<p>${say.invalidText}</p>`, status: 404 };
}

function ask(ctx: PageContext, text: { title: string; question: string; button: string }): PageAnswer {
  return {
    title: text.title,
    body: html`<p>${text.question}</p><form method="post" enctype="multipart/form-data">${ctx.formFields()}<p><button type="submit">${text.button}</button></p></form>`,
  };
}

/** Writes what a link asks for, as an act of nobody who signed in. */
async function act(
  ctx: PageContext,
  choice: NotificationChoice,
  purpose: LinkPurpose,
  idempotencyKey: string,
): Promise<void> {
  const { cityId, id, personId, address } = choice;
  const name = purpose === "confirm" ? "notification.confirm" : "notification.stop";
  const actor = { kind: "PUBLIC" as const, cityId };
  await runCommand({ ...ctx, actor }, { name, input: { id, idempotencyKey } }, async (command) => {
    command.require(actions["notification.byLetter"], { cityId });
    await command.tx.notificationChoice.updateMany({
      where: { id, address },
      data:
        purpose === "confirm"
          ? { verifiedAt: command.now, version: { increment: 1 } }
          : { mailDigest: false, mailEvents: false, version: { increment: 1 } },
    });
    command.audit({ subjectIds: [personId], payload: { byLetter: purpose } });
    return { id };
  });
}

export const pages: readonly PublicPage[] = [
  {
    path: "letters/confirm/:id/:until/:signature",
    async show(ctx, params) {
      const choice = await choiceOf(ctx, "confirm", params);
      if (!choice) return invalid(ctx);
      const say = words[ctx.locale].page;
      const question = fill(say.confirmAsk, { address: partly(choice.address) });
      return ask(ctx, { title: say.confirmTitle, question, button: say.confirmDo });
    },
    form: {
      fields: {},
      perHour: PER_HOUR,
      async send(ctx, params, { idempotencyKey }) {
        const choice = await choiceOf(ctx, "confirm", params);
        if (!choice) return invalid(ctx);
        await act(ctx, choice, "confirm", idempotencyKey);
        const say = words[ctx.locale].page;
        return { title: say.confirmed, body: html`<p>${say.confirmedText}</p>` };
      },
    },
  },
  {
    path: "letters/stop/:id/:signature",
    async show(ctx, params) {
      const choice = await choiceOf(ctx, "stop", params);
      if (!choice) return invalid(ctx);
      const say = words[ctx.locale].page;
      const question = fill(say.stopAsk, { address: partly(choice.address) });
      return ask(ctx, { title: say.stopTitle, question, button: say.stopDo });
    },
    form: {
      fields: {},
      perHour: PER_HOUR,
      async send(ctx, params, { idempotencyKey }) {
        const choice = await choiceOf(ctx, "stop", params);
        if (!choice) return invalid(ctx);
        await act(ctx, choice, "stop", idempotencyKey);
        const say = words[ctx.locale].page;
        return { title: say.stopped, body: html`<p>${say.stoppedText}</p>` };
      },
    },
  },
];
