import { claimNeed } from "../../server/src/modules/help-requests/claim-need.ts";
import { closeHelpRequest } from "../../server/src/modules/help-requests/close-help-request.ts";
import { createHelpRequest } from "../../server/src/modules/help-requests/create-help-request.ts";
import { openHelpRequest } from "../../server/src/modules/help-requests/open-help-request.ts";
import { reopenHelpRequest } from "../../server/src/modules/help-requests/reopen-help-request.ts";
import { withdrawClaim } from "../../server/src/modules/help-requests/withdraw-claim.ts";
import { withdrawHelpRequest } from "../../server/src/modules/help-requests/withdraw-help-request.ts";
import { answerReminder } from "../../server/src/modules/obligations/answer-reminder.ts";
import { askExtension } from "../../server/src/modules/obligations/ask-extension.ts";
import { decideExtension } from "../../server/src/modules/obligations/decide-extension.ts";
import { explainLateness } from "../../server/src/modules/obligations/explain-lateness.ts";
import { markReminderSeen } from "../../server/src/modules/obligations/mark-reminder-seen.ts";
import { remind } from "../../server/src/modules/obligations/remind.ts";
import { waiveObligation } from "../../server/src/modules/obligations/waive-obligation.ts";
import { handIn } from "./hand-in.ts";
import type { Performers } from "./perform-office.ts";
import { Missing } from "./stage.ts";

export type TalkStep =
  | "remind"
  | "seeReminder"
  | "answerReminder"
  | "explain"
  | "askExtension"
  | "decideExtension"
  | "waive"
  | "request"
  | "openRequest"
  | "claim"
  | "withdrawClaim"
  | "closeRequest"
  | "reopenRequest"
  | "withdrawRequest";

/** Steps in which people ask, answer, explain and decide. */
export const talkSteps: Performers<TalkStep> = {
  async remind(stage, ctx, { key, partnership, text, promise }) {
    const { id } = await remind(ctx, {
      partnershipId: stage.id(partnership),
      obligationId: promise ? await stage.obligation(promise) : null,
      to: "GIVER",
      text,
    });
    stage.ids.set(key, id);
  },

  async seeReminder(stage, ctx, { reminder }) {
    await markReminderSeen(ctx, { reminderId: known(stage.ids, reminder) });
  },

  async answerReminder(stage, ctx, { reminder, answer }) {
    await answerReminder(ctx, { reminderId: known(stage.ids, reminder), answer });
  },

  async explain(stage, ctx, { promise, text, expectedOn }) {
    const obligationId = await stage.obligation(promise);
    await explainLateness(ctx, { obligationId, text, expectedOn: expectedOn ?? null });
  },

  async askExtension(stage, ctx, { key, promise, requestedDueOn, reason }) {
    const obligationId = await stage.obligation(promise);
    const { id } = await askExtension(ctx, { obligationId, requestedDueOn, reason });
    stage.ids.set(key, id);
  },

  async decideExtension(stage, ctx, { extension, grant, note }) {
    await decideExtension(ctx, { extensionId: known(stage.ids, extension), grant, note });
  },

  async waive(stage, ctx, { promise, reason }) {
    await waiveObligation(ctx, { obligationId: await stage.obligation(promise), reason });
  },

  async request(stage, ctx, step) {
    const { key, receiver, title, body, urgency, wishedOn, need, open, pictures } = step;
    const { kind, quantity, good, description } = need;
    const { id } = await createHelpRequest(ctx, {
      receiverId: stage.id(receiver),
      title,
      body,
      urgency,
      wishedOn: wishedOn ?? null,
      needs: [{ kindId: stage.kind(kind), quantity, good: good ?? null, description }],
      open,
      evidenceIds: await handIn(stage, ctx, pictures ?? []),
    });
    stage.ids.set(key, id);
    const row = await stage.database.prisma.need.findFirstOrThrow({ where: { helpRequestId: id } });
    stage.ids.set(`${key}/need`, row.id);
  },

  openRequest: (stage, ctx, { request }) => openHelpRequest(ctx, { helpRequestId: stage.id(request) }),

  async claim(stage, ctx, { key, request, giver, quantity, promisedOn }) {
    const needId = stage.id(`${request}/need`);
    const { id } = await claimNeed(ctx, { needId, giverId: stage.id(giver), quantity, promisedOn });
    stage.ids.set(key, id);
  },

  withdrawClaim: (stage, ctx, { claim, reason }) => withdrawClaim(ctx, { claimId: stage.id(claim), reason }),

  closeRequest: (stage, ctx, { request, solved, note }) =>
    closeHelpRequest(ctx, { helpRequestId: stage.id(request), solved, note }),

  reopenRequest: (stage, ctx, { request, quantity }) =>
    reopenHelpRequest(ctx, {
      helpRequestId: stage.id(request),
      again: [{ needId: stage.id(`${request}/need`), quantity }],
    }),

  withdrawRequest: (stage, ctx, { request }) =>
    withdrawHelpRequest(ctx, { helpRequestId: stage.id(request) }),
};

/** What was to be answered may never have been asked. */
function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Missing(`${key} was never made`);
  return id;
}
