import type { CommandContext } from "../../server/src/kernel/command.ts";
import type { SecretOf } from "../../server/src/kernel/secret.ts";
import { answerAppeal } from "../../server/src/modules/appeals/answer-appeal.ts";
import { followCode, hashOf } from "../../server/src/modules/appeals/codes.ts";
import { draftAppealAnswer } from "../../server/src/modules/appeals/draft-appeal-answer.ts";
import { mergeAppeal } from "../../server/src/modules/appeals/merge-appeal.ts";
import { passAppealUp } from "../../server/src/modules/appeals/pass-appeal-up.ts";
import { refuseAppeal } from "../../server/src/modules/appeals/refuse-appeal.ts";
import { sayOfAppeal } from "../../server/src/modules/appeals/say-of-appeal.ts";
import { sendAppeal } from "../../server/src/modules/appeals/send-appeal.ts";
import { sendAppealBack } from "../../server/src/modules/appeals/send-appeal-back.ts";
import { setAppealDoor } from "../../server/src/modules/appeals/set-appeal-door.ts";
import { turnAppealIntoRequest } from "../../server/src/modules/appeals/turn-into-request.ts";
import { takePhotos } from "../../server/src/modules/evidence/public-photos.ts";
import { changeHelpRequest } from "../../server/src/modules/help-requests/change-help-request.ts";
import type { AppealStep } from "./appeal-steps.ts";
import type { Performers } from "./perform-office.ts";
import { picture } from "./pictures.ts";
import type { Stage } from "./stage.ts";

/** Somebody without an account, at the instant of the act. */
function resident(stage: Stage, ctx: CommandContext): CommandContext & { secretOf: SecretOf } {
  return { ...ctx, secretOf: stage.secretOf, actor: { kind: "PUBLIC", cityId: stage.cityId } };
}

/** What residents write, and what is done about it. */
export const appealSteps: Performers<AppealStep["do"]> = {
  async openDoor(stage, ctx, { receiver }) {
    await setAppealDoor(ctx, { receiverId: stage.id(receiver), open: true });
  },

  async writeAppeal(stage, ctx, { key, receiver, text, contact, pictures = [] }) {
    const door = await stage.database.prisma.appealDoor.findFirstOrThrow({
      where: { cityId: stage.cityId, receiverId: stage.id(receiver) },
    });
    const photos = await takePhotos(
      { clock: ctx.clock, storage: stage.storage },
      pictures.map((number) => ({ bytes: picture(number), fileName: "photo.png" })),
    );
    if (!Array.isArray(photos)) throw new Error(`a picture of ${key} was refused: ${photos.why}`);
    const input = { doorCode: door.publicCode, text, idempotencyKey: key };
    const { id } = await sendAppeal(resident(stage, ctx), input, { contact: contact ?? null, photos });
    stage.ids.set(key, id);
  },

  async sayOfAppeal(stage, ctx, { appeal, act, text }) {
    const followHash = hashOf(followCode(stage.secretOf, appeal));
    const idempotencyKey = `${appeal}/${act}/${ctx.clock.now().getTime()}`;
    await sayOfAppeal(resident(stage, ctx), { followHash, act, text, idempotencyKey });
  },

  async draftAppealAnswer(stage, ctx, { appeal, text }) {
    await draftAppealAnswer(ctx, { appealId: stage.id(appeal), text });
  },

  async answerAppeal(stage, ctx, { appeal, text, solvable }) {
    await answerAppeal(ctx, { appealId: stage.id(appeal), text, solvable });
  },

  async passAppealUp(stage, ctx, { appeal, office, reason }) {
    await passAppealUp(ctx, { appealId: stage.id(appeal), officeId: stage.id(office), reason });
  },

  async sendAppealBack(stage, ctx, { appeal, reason }) {
    await sendAppealBack(ctx, { appealId: stage.id(appeal), reason });
  },

  async turnAppealIntoRequest(stage, ctx, { appeal, request, title, lamps }) {
    const words = { title, body: "", urgency: "NORMAL" as const };
    const appealId = stage.id(appeal);
    await turnAppealIntoRequest(ctx, { appealId, ...words });
    const { helpRequestId } = await stage.database.prisma.appeal.findUniqueOrThrow({
      where: { id: appealId },
    });
    if (helpRequestId === null) throw new Error(`${appeal} has no request`);
    stage.ids.set(request, helpRequestId);
    const need = { kindId: stage.kind("GOODS"), quantity: lamps, good: "路灯灯头", description: "" };
    await changeHelpRequest(ctx, { helpRequestId, ...words, needs: [need] });
    const { id } = await stage.database.prisma.need.findFirstOrThrow({ where: { helpRequestId } });
    stage.ids.set(`${request}/need`, id);
  },

  async mergeAppeal(stage, ctx, { appeal, into }) {
    await mergeAppeal(ctx, { appealId: stage.id(appeal), intoId: stage.id(into) });
  },

  async refuseAppeal(stage, ctx, { appeal }) {
    await refuseAppeal(ctx, { appealId: stage.id(appeal) });
  },
};
