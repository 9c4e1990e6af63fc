import { html } from "hono/html";
import { today } from "../../kernel/clock.ts";
import type { PublicPage } from "../../kernel/page.ts";
import { qrCode } from "../../kernel/public-document.ts";
import { Rejection } from "../../kernel/result.ts";
import { fill } from "../../kernel/words.ts";
import { loadSettings } from "../cities/public.ts";
import { communityName } from "./page-parts.ts";
import { words } from "./words.ts";

/** The poster of a community's form, for A4. */
export const posterPage: PublicPage = {
  path: "appeals/:code/poster",
  async show(ctx, params) {
    const { prisma } = ctx.database;
    const door = await prisma.appealDoor.findUnique({
      where: { publicCode: params["code"] ?? "" },
      include: { receiver: { select: { name: true, shortName: true } } },
    });
    if (!door) throw Rejection.notFound();
    const { appealAnswerWorkdays: days } = await loadSettings(prisma, door.cityId, today(ctx.clock));
    const w = words[ctx.locale];
    const community = communityName(door.receiver);
    const address = `${ctx.origin}/p/appeals/${door.publicCode}`;
    const title = fill(w.posterTitle, { community });
    return {
      title,
      poster: true,
      maxAge: 300,
      body: html`<div class="big"><h1>${title}</h1>
<p>${w.posterHint}</p>
${qrCode(address, fill(w.qr, { community }))}
<p>${fill(w.posterDays, { days })}</p>
<p class="hint">${w.posterAddress}<br>${address}</p></div>`,
    };
  },
};
