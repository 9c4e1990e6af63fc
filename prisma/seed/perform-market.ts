import { logDelivery } from "../../server/src/modules/deliveries/log-delivery.ts";
import { answerSolved } from "../../server/src/modules/help-requests/answer-solved.ts";
import { askIfSolved } from "../../server/src/modules/help-requests/ask-if-solved.ts";
import { claimJointly } from "../../server/src/modules/help-requests/claim-jointly.ts";
import { createHelpRequest } from "../../server/src/modules/help-requests/create-help-request.ts";
import { markOnTheWay } from "../../server/src/modules/help-requests/mark-on-the-way.ts";
import { keepToPartners } from "../../server/src/modules/help-requests/open-to-hall.ts";
import { recordUse } from "../../server/src/modules/help-requests/record-use.ts";
import { handIn } from "./hand-in.ts";
import type { MarketStep } from "./market-steps.ts";
import type { Performers } from "./perform-office.ts";

/** Steps of the market: asked of the whole city, taken on together, on the way, in use, and solved or not. */
export const marketSteps: Performers<MarketStep["do"]> = {
  async askHall(stage, ctx, step) {
    const { key, receiver, title, body = "", urgency = "NORMAL", need, wishedOn, asker } = step;
    const { id } = await createHelpRequest(ctx, {
      receiverId: stage.id(receiver),
      title,
      body,
      urgency,
      wishedOn: wishedOn ?? null,
      needs: [
        {
          kindId: stage.kind(need.kind),
          quantity: need.quantity,
          good: need.good ?? null,
          description: need.description,
        },
      ],
      open: true,
      toHall: !step.pairedFirst,
      askerName: asker?.name ?? null,
      askerContact: asker?.contact ?? null,
      evidenceIds: await handIn(stage, ctx, step.pictures ?? []),
    });
    stage.ids.set(key, id);
    const row = await stage.database.prisma.need.findFirstOrThrow({ where: { helpRequestId: id } });
    stage.ids.set(`${key}/need`, row.id);
  },

  keepRequest: (stage, ctx, { request, reason }) =>
    keepToPartners(ctx, { helpRequestId: stage.id(request), reason }),

  markOnTheWay: (stage, ctx, { claim, quantity, expectedOn }) =>
    markOnTheWay(ctx, { claimId: stage.id(claim), quantity, expectedOn }),

  claimJointly: (stage, ctx, { request, giver, quantity, promisedOn, parts }) =>
    claimJointly(ctx, {
      needId: stage.id(`${request}/need`),
      giverId: stage.id(giver),
      quantity,
      promisedOn,
      parts: parts.map((part) => ({ giverId: stage.id(part.giver), quantity: part.quantity, promisedOn })),
    }),

  async deliverClaim(stage, ctx, { key, claim, kind, quantity, good, occurredOn }) {
    const { id } = await logDelivery(ctx, {
      obligationId: await stage.obligation({ of: "claim", claim }),
      kindId: stage.kind(kind),
      quantity,
      good: good ?? null,
      occurredOn,
    });
    stage.ids.set(key, id);
  },

  recordUse: (stage, ctx, { request, used }) => recordUse(ctx, { needId: stage.id(`${request}/need`), used }),

  async askIfSolved(stage, ctx, { request }) {
    const { id } = await askIfSolved(ctx, { helpRequestId: stage.id(request) });
    stage.ids.set(`${request}/question`, id);
  },

  // Whoever asked answers by the link, without signing in.
  answerSolved: (stage, ctx, { request, answer, words }) =>
    answerSolved(
      { ...ctx, actor: { kind: "PUBLIC", cityId: stage.cityId } },
      { questionId: stage.id(`${request}/question`), answer, words: words ?? null },
    ),
};
