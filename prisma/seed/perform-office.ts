import { jobs } from "../../server/src/jobs.ts";
import type { CommandContext } from "../../server/src/kernel/command.ts";
import { Rejection } from "../../server/src/kernel/result.ts";
import { fillCalendar } from "../../server/src/modules/cities/fill-calendar.ts";
import { openPeriodsOfYear } from "../../server/src/modules/cities/open-periods-of-year.ts";
import { createDutyRule } from "../../server/src/modules/obligations/create-duty-rule.ts";
import { openDuties } from "../../server/src/modules/obligations/open-duties.ts";
import { sealPeriod } from "../../server/src/modules/obligations/seal-period.ts";
import { supersedeDutyRule } from "../../server/src/modules/obligations/supersede-duty-rule.ts";
import { createPerson } from "../../server/src/modules/organizations/create-person.ts";
import { handOverLiaison } from "../../server/src/modules/organizations/hand-over-liaison.ts";
import { acknowledgePartnership } from "../../server/src/modules/partnerships/acknowledge-partnership.ts";
import { answerProposal } from "../../server/src/modules/partnerships/answer-proposal.ts";
import { assignPartnerships } from "../../server/src/modules/partnerships/assign-partnerships.ts";
import { draftAgreement } from "../../server/src/modules/partnerships/draft-agreement.ts";
import { endPartnership } from "../../server/src/modules/partnerships/end-partnership.ts";
import { proposePartnership } from "../../server/src/modules/partnerships/propose-partnership.ts";
import { renewPartnerships } from "../../server/src/modules/partnerships/renew-partnerships.ts";
import { resumePartnership } from "../../server/src/modules/partnerships/resume-partnership.ts";
import { setLead } from "../../server/src/modules/partnerships/set-lead.ts";
import { setLiaison } from "../../server/src/modules/partnerships/set-liaison.ts";
import { signAgreement } from "../../server/src/modules/partnerships/sign-agreement.ts";
import { suspendPartnership } from "../../server/src/modules/partnerships/suspend-partnership.ts";
import type { PlannedPair, Step } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** How each step becomes a command. */
export type Performers<Name extends Step["do"]> = {
  [Each in Name]: (stage: Stage, ctx: CommandContext, step: Extract<Step, { do: Each }>) => Promise<unknown>;
};

export type OfficeStep =
  | "openYear"
  | "fillCalendar"
  | "job"
  | "createRule"
  | "supersedeRule"
  | "openDuties"
  | "sealPeriod"
  | "addPerson"
  | "handOver"
  | "assign"
  | "renew"
  | "propose"
  | "answerProposal"
  | "acknowledge"
  | "setLiaison"
  | "setLead"
  | "suspend"
  | "resume"
  | "end"
  | "draftAgreement"
  | "signAgreement";

/** Steps of offices, and of both sides about their partnership itself. */
export const officeSteps: Performers<OfficeStep> = {
  openYear: (_stage, ctx, { year }) => openPeriodsOfYear(ctx, { year }),
  async job(stage, ctx, { name }) {
    const job = jobs.find((one) => one.name === name);
    if (!job) throw new Error(`no job ${name}`);
    let at = ctx.clock.now().getTime();
    await job.run({ database: stage.database, storage: stage.storage, clock: { now: () => new Date(at++) } });
  },
  fillCalendar: (_stage, ctx, { year }) => fillCalendar(ctx, { year }),

  async createRule(stage, ctx, { key, kind, do: _, ...fields }) {
    const { id } = await createDutyRule(ctx, { ...fields, kindId: stage.kind(kind), proRating: "FULL" });
    stage.ids.set(key, id);
  },

  async supersedeRule(stage, ctx, { key, rule, quantity, validFrom }) {
    const former = await stage.database.prisma.dutyRule.findUniqueOrThrow({ where: { id: stage.id(rule) } });
    const { name, kindId, periodKind, appliesTo, unitClass, partnershipKind, qualifier, proRating } = former;
    const fields = { name, kindId, periodKind, appliesTo, unitClass, partnershipKind, qualifier, proRating };
    const { id } = await supersedeDutyRule(ctx, { dutyRuleId: former.id, ...fields, quantity, validFrom });
    stage.ids.set(key, id);
  },

  openDuties: async (stage, ctx, { period }) => openDuties(ctx, { periodId: await stage.period(period) }),

  async sealPeriod(stage, ctx, { period, reason }) {
    const periodId = await stage.period(period);
    try {
      await sealPeriod(ctx, { periodId });
    } catch (error) {
      // Some wait for the other side still: the office says so and seals.
      if (!(error instanceof Rejection) || error.failure.code !== "DELIVERIES_UNDECIDED") throw error;
      await sealPeriod(ctx, { periodId, force: true, reason });
    }
  },

  async addPerson(stage, ctx, { person }) {
    const planned = stage.plan.people.find(({ key }) => key === person);
    if (!planned) throw new Error(`no person ${person}`);
    const { name, phone, role, title } = planned;
    const { id } = await createPerson(ctx, {
      organizationId: stage.id(planned.organization),
      name,
      phone,
      role,
      title,
    });
    const membership = await stage.database.prisma.membership.findFirstOrThrow({ where: { personId: id } });
    stage.knowPerson(person, id, membership.id);
  },

  handOver: (stage, ctx, { from, to, effectiveOn, note }) =>
    handOverLiaison(ctx, {
      fromMembershipId: stage.id(`${from}/membership`),
      toMembershipId: stage.id(`${to}/membership`),
      effectiveOn,
      note,
    }),

  async assign(stage, ctx, { pairs, year, do: _, ...terms }) {
    await assignPartnerships(ctx, { ...terms, pairs: pairs.map((key) => pairInput(stage, stage.pair(key))) });
    await stage.learnPartnerships(pairs, year);
  },

  async renew(stage, ctx, { pairs, year, documentNumber, documentDate }) {
    const partnershipIds = pairs.map((key) => stage.id(`${key}@${year - 1}`));
    await renewPartnerships(ctx, { partnershipIds, documentNumber, documentDate });
    await stage.learnPartnerships(pairs, year);
  },

  async propose(stage, ctx, { partnership, pair, startsOn, endsOn }) {
    const { id } = await proposePartnership(ctx, { ...pairInput(stage, stage.pair(pair)), startsOn, endsOn });
    stage.ids.set(partnership, id);
  },

  answerProposal: (stage, ctx, { partnership, accept, reason }) =>
    answerProposal(ctx, { partnershipId: stage.id(partnership), accept, reason: reason ?? null }),

  acknowledge: (stage, ctx, { partnership, side }) =>
    acknowledgePartnership(ctx, { partnershipId: stage.id(partnership), side }),

  setLiaison: (stage, ctx, { partnership, side, person }) =>
    setLiaison(ctx, {
      partnershipId: stage.id(partnership),
      side,
      membershipId: stage.id(`${person}/membership`),
    }),

  setLead: (stage, ctx, { partnership, startsOn }) =>
    setLead(ctx, { partnershipId: stage.id(partnership), startsOn }),

  suspend: (stage, ctx, { partnership, reason }) =>
    suspendPartnership(ctx, { partnershipId: stage.id(partnership), reason }),

  resume: (stage, ctx, { partnership }) => resumePartnership(ctx, { partnershipId: stage.id(partnership) }),

  end: (stage, ctx, { partnership, endsOn, reason }) =>
    endPartnership(ctx, { partnershipId: stage.id(partnership), endsOn, reason }),

  async draftAgreement(stage, ctx, { key, partnership, note, lines }) {
    const { id } = await draftAgreement(ctx, {
      partnershipId: stage.id(partnership),
      note,
      lines: lines.map(({ list, text, kind, quantity, dueOn }) => ({
        list,
        text,
        kindId: kind ? stage.kind(kind) : null,
        quantity: quantity ?? null,
        good: null,
        dueOn: dueOn ?? null,
      })),
    });
    stage.ids.set(key, id);
  },

  signAgreement: (stage, ctx, { agreement }) => signAgreement(ctx, { agreementId: stage.id(agreement) }),
};

function pairInput(stage: Stage, { giver, receiver, kind, leader, section }: PlannedPair) {
  return {
    giverId: stage.id(giver),
    receiverId: stage.id(receiver),
    kind,
    leaderMembershipId: leader ? stage.id(`${leader}/membership`) : null,
    sectionName: section?.name ?? null,
    sectionFrom: section?.from ?? null,
    sectionTo: section?.to ?? null,
  };
}
