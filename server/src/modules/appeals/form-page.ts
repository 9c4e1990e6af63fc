import { html } from "hono/html";
import { today } from "../../kernel/clock.ts";
import {
  type Html,
  type PageAnswer,
  type PageContext,
  type PublicPage,
  type SentForm,
  visitorOf,
} from "../../kernel/page.ts";
import { grouped } from "../../kernel/readable-code.ts";
import { Rejection } from "../../kernel/result.ts";
import { fill } from "../../kernel/words.ts";
import { loadSettings } from "../cities/public.ts";
import { takePhotos } from "../evidence/public-photos.ts";
import { followCode } from "./codes.ts";
import { LONGEST } from "./model.ts";
import { communityName, dayIn, followPath } from "./page-parts.ts";
import { sendAppeal } from "./send-appeal.ts";
import { words } from "./words.ts";
import { type Complaint, readWritten, type WrittenFields } from "./written.ts";

const EMPTY: WrittenFields = { text: "", name: "", phone: "", consent: "" };
const MOST_PHOTOS = 3;

/** The form of one community, behind the code on its poster. */
export const formPage: PublicPage = {
  path: "appeals/:code",
  async show(ctx, params) {
    const door = await findDoor(ctx, params["code"]);
    return door.open ? blankForm(ctx, door, EMPTY, []) : closedDoor(ctx, door);
  },
  form: {
    // Wider than what is taken, so that who writes too much sees it again instead of losing it.
    fields: { text: 4_000, name: 100, phone: 100, consent: 10 },
    photos: MOST_PHOTOS,
    // One address of the network may be that of a whole building or of many phones of one carrier.
    perHour: { client: 30, page: 200 },
    send: (ctx, params, form) => takeForm(ctx, params["code"], form),
  },
};

type Door = Awaited<ReturnType<typeof findDoor>>;

async function findDoor({ database, clock }: PageContext, code = "") {
  const door = await database.prisma.appealDoor.findUnique({
    where: { publicCode: code },
    include: { receiver: { select: { name: true, shortName: true, endedOn: true } } },
  });
  if (!door || door.receiver.endedOn) throw Rejection.notFound();
  const settings = await loadSettings(database.prisma, door.cityId, today(clock));
  return { ...door, community: communityName(door.receiver), settings };
}

function closedDoor({ locale }: PageContext, { community, notice }: Door): PageAnswer {
  const w = words[locale];
  const title = fill(w.closedTitle, { community });
  return {
    title,
    body: html`<h1>${title}</h1>
<p class="notice wait">${notice ?? w.closed}</p>
<p>${w.openingHint} <a href="${followPath(locale)}">${w.follow}</a></p>`,
  };
}

function blankForm(
  ctx: PageContext,
  door: Door,
  written: WrittenFields,
  complaints: Complaint[],
  photos = 0,
): PageAnswer {
  const w = words[ctx.locale];
  const { community, settings } = door;
  const title = fill(w.formTitle, { community });
  const of = (field: Complaint["field"]): Html | string => {
    const wrong = complaints.filter((complaint) => complaint.field === field);
    return wrong.length === 0
      ? ""
      : html`<p class="problem" id="${field}-problem">${wrong.map(({ code, values }) => fill(wordOf(w, code), values ?? {})).join(" ")}</p>`;
  };
  const state = (field: Complaint["field"]): Html | string =>
    complaints.some((complaint) => complaint.field === field)
      ? html` aria-invalid="true" aria-describedby="${field}-problem"`
      : "";
  return {
    title,
    status: complaints.length > 0 ? 422 : 200,
    body: html`<h1>${title}</h1>
<p>${fill(w.formHint, { days: settings.appealAnswerWorkdays })}</p>
${complaints.length > 0 ? html`<p class="notice late" role="alert">${w.problems} ${photos > 0 ? w.photosAgain : ""}</p>` : ""}
<form method="post" enctype="multipart/form-data">
${ctx.formFields()}
<label for="text">${w.text} <small>${fill(w.textHint, { max: LONGEST.text })}</small></label>
<textarea id="text" name="text" required maxlength="${LONGEST.text}" rows="6"${state("text")}>${written.text}</textarea>
${of("text")}
<label for="photo">${w.photo} <small>${w.photoHint}</small></label>
<input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp" multiple${state("photo")}>
${of("photo")}
<h2>${w.contact}</h2>
<p class="hint">${fill(w.contactHint, { community, days: settings.appealContactKeptDays })}</p>
<label for="name">${w.name}</label>
<input id="name" name="name" value="${written.name}" maxlength="${LONGEST.name}" autocomplete="name"${state("name")}>
${of("name")}
<label for="phone">${w.phone}</label>
<input id="phone" name="phone" type="tel" value="${written.phone}" maxlength="${LONGEST.phone}" autocomplete="tel"${state("phone")}>
${of("phone")}
<label class="check"><input name="consent" type="checkbox" value="yes"${written.consent === "yes" ? html` checked` : ""}${state("consent")}>${fill(w.consent, { community })}</label>
${of("consent")}
<p><button type="submit">${fill(w.send, { community })}</button></p>
</form>
<p><a href="${followPath(ctx.locale)}">${w.haveCode}</a></p>`,
  };
}

function wordOf(w: Record<string, string>, code: string): string {
  return w[code] ?? code;
}

async function takeForm(ctx: PageContext, code: string | undefined, form: SentForm): Promise<PageAnswer> {
  const door = await findDoor(ctx, code);
  if (!door.open) return closedDoor(ctx, door);
  const fields = { ...EMPTY, ...form.fields };
  const written = readWritten(fields);
  if ("complaints" in written) return blankForm(ctx, door, fields, written.complaints, form.photos.length);
  const photos = await takePhotos(ctx, form.photos);
  if (!Array.isArray(photos)) {
    const large = photos.why === "IMAGE_TOO_LARGE" || photos.why === "FILE_TOO_LARGE";
    const complaint: Complaint = {
      field: "photo",
      code: large ? "photoSize" : "photoType",
      values: { n: String(photos.refused) },
    };
    return blankForm(ctx, door, fields, [complaint], form.photos.length);
  }
  const { text, contact } = written;
  const { idempotencyKey } = form;
  const visitor = visitorOf(ctx, door.cityId);
  const { id } = await sendAppeal(
    visitor,
    { doorCode: door.publicCode, text, idempotencyKey },
    { contact, photos },
  );
  return sentPage(ctx, door, id, grouped(followCode(ctx.secretOf, idempotencyKey)));
}

async function sentPage(ctx: PageContext, door: Door, id: string, code: string): Promise<PageAnswer> {
  const w = words[ctx.locale];
  const { community } = door;
  const appeal = await ctx.database.prisma.appeal.findUniqueOrThrow({
    where: { id },
    select: { answerDueOn: true, mergedInto: { select: { answerDueOn: true } } },
  });
  const due = appeal.answerDueOn ?? appeal.mergedInto?.answerDueOn;
  const title = fill(w.sentTitle, { community });
  return {
    title,
    body: html`<h1>${title}</h1>
<div class="notice"><p>${w.codeLabel}</p><p class="code">${code}</p></div>
<p><strong>${w.keepCode}</strong></p>
${due ? html`<p>${fill(w.sentDue, { community, date: dayIn(ctx.locale, due) })}</p>` : ""}
<p><a class="button plain" href="${followPath(ctx.locale)}">${w.follow}</a></p>`,
  };
}
