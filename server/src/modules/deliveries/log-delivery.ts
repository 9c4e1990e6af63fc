import type { Delivery, Kind, TransferChannel } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { Subject } from "../../kernel/policy.ts";
import { quantity as checkedQuantity } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection, requireText } from "../../kernel/result.ts";
import { lastSealedDay } from "../cities/public.ts";
import { linkEvidence } from "../evidence/public.ts";
import { visibleTo as obligationsVisibleTo } from "../obligations/policy.ts";
import { lockObligations, type PromisedObligation } from "../obligations/public.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { loadPartnership, subjectOf } from "../partnerships/public.ts";
import { events } from "./events.ts";
import { saveDelivery, signingOrganization, tellOf } from "./load.ts";
import { occurredOnProblems, submit } from "./model.ts";
import { actions } from "./policy.ts";
import { takeEffect } from "./sign-delivery.ts";

export type LogDeliveryInput = {
  partnershipId?: string | null;
  /** The promise that was tapped; alone enough where there is no partnership. */
  obligationId?: string | null;
  kindId: string;
  quantity: bigint;
  good?: string | null;
  occurredOn: LocalDate;
  note?: string | null;
  evidenceIds?: readonly string[] | null;
  channel?: TransferChannel | null;
  voucherNumber?: string | null;
  draft?: boolean | null;
  idempotencyKey?: string | null;
};

/**
 * The giver says what it did (or an office says it on the giver's behalf, marked for ever). Counts toward the named promise
 * first and then by due date; money and goods pass through the ledger in the same command. A draft does nothing yet.
 *
 * @throws Rejection problems of amount and day by field; PARTNERSHIP_NOT_ACTIVE, NOT_ALLOCATABLE, EVIDENCE_REQUIRED.
 */
export function logDelivery(ctx: CommandContext, input: LogDeliveryInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.log", input }, async (command) => {
    const { between, subject, term, obligationId } = await sidesOf(command, input);
    const grant = command.require(actions["delivery.log"], subject);
    const loggedByOrganizationId = signingOrganization(command, grant);
    const kind = await loadKind(command, between.cityId, input.kindId, input.occurredOn);
    const { amount, good = null } = checkedQuantity(kind.measure, input.quantity, input.good);
    await checkDay(command, between.cityId, input.occurredOn, term);
    const id = command.newId();
    const draft: Delivery = await command.tx.delivery.create({
      data: {
        id,
        ...between,
        kindId: kind.id,
        quantity: amount,
        good,
        occurredOn: toDbDate(input.occurredOn),
        note: input.note?.trim() ? requireText(input.note, "note") : null,
        state: "DRAFT",
        originId: id,
        loggedById: command.person().personId,
        loggedByOrganizationId,
        onBehalf: grant.onBehalfOfId !== null,
      },
    });
    if (input.draft) await linkEvidence(command, input.evidenceIds ?? [], { deliveryId: id });
    else await signDraft(command, draft, kind, { ...input, obligationId });
    command.audit({
      subjectIds: [id, ...(obligationId ? [obligationId] : [])],
      // Nothing is said to the other side before it is signed, by the audit entries of the partnership neither.
      partnershipId: input.draft ? null : between.partnershipId,
      payload: {
        deliveryId: id,
        ...between,
        kindId: kind.id,
        quantity: amount,
        good: good === null ? null : digestOf(good),
        occurredOn: input.occurredOn,
        obligationId,
        draft: input.draft ?? false,
        onBehalf: draft.onBehalf,
        channel: input.channel ?? null,
        evidenceIds: input.evidenceIds ?? [],
        note: draft.note === null ? null : digestOf(draft.note),
      },
    });
    return { id };
  });
}

/** What is given with the signature, in the log itself or when a draft is submitted. */
export type Signature = Pick<LogDeliveryInput, "obligationId" | "channel" | "voucherNumber" | "evidenceIds">;

/** Signs a draft that the command holds: SUBMITTED, claims, ledger, and the other side is told. */
export async function signDraft(
  command: Command,
  draft: Delivery,
  kind: Kind,
  signature: Signature,
): Promise<void> {
  const delivery = submit(draft, command.now);
  await saveDelivery(command, delivery);
  await takeEffect(command, delivery, kind, {
    obligation: signature.obligationId ? await namedObligation(command, signature.obligationId) : null,
    channel: signature.channel ?? null,
    voucherNumber: signature.voucherNumber?.trim()
      ? requireText(signature.voucherNumber, "voucherNumber", 64)
      : null,
    evidenceIds: signature.evidenceIds ?? [],
  });
  const event = events[delivery.onBehalf ? "delivery.entered" : "delivery.submitted"];
  const attests =
    delivery.partnershipId &&
    (await command.tx.partnership.findUnique({
      where: { id: delivery.partnershipId },
      select: { attestorId: true },
    }));
  const attestorId = attests ? attests.attestorId : null;
  command.emit(event, tellOf(delivery, kind, fromDbDate(delivery.occurredOn), attestorId));
}

/** The named promise under lock, after the pledges that it belongs to or that answer it: the order of locks. */
async function namedObligation(command: Command, id: string): Promise<PromisedObligation> {
  const pledges = await command.tx.pledge.findMany({
    where: { lines: { some: { instalments: { some: { OR: [{ id }, { answersId: id }] } } } } },
    select: { id: true },
  });
  await lockRows(
    command.tx,
    "Pledge",
    pledges.map((pledge) => pledge.id),
  );
  const [obligation] = await lockObligations(command, [id]);
  if (!obligation) throw Rejection.notFound();
  return obligation;
}

type Sides = {
  between: { cityId: string; giverId: string; receiverId: string; partnershipId: string | null };
  subject: Subject;
  term: { startsOn: LocalDate; endsOn: LocalDate } | null;
  obligationId: string | null;
};

/** Giver, receiver and term: of the partnership, else of the named promise (a claim in the open hall has no partnership). */
async function sidesOf(command: Command, input: LogDeliveryInput): Promise<Sides> {
  const { tx, actor } = command;
  const scope = actor.kind === "PERSON" ? obligationsVisibleTo(actor) : {};
  const named = input.obligationId
    ? await tx.obligation.findFirst({
        where: { AND: [{ id: input.obligationId }, scope] },
        include: SIDES_INCLUDE,
      })
    : null;
  if (input.obligationId && !named) throw Rejection.notFound();
  const partnershipId = input.partnershipId ?? named?.partnershipId ?? null;
  if (partnershipId === null) {
    if (!named) throw Rejection.validation([{ path: ["partnershipId"], code: "REQUIRED" }]);
    const { cityId, giverId, receiverId } = named;
    return {
      between: { cityId, giverId, receiverId, partnershipId },
      subject: { cityId, giver: refOf(named.giver), receiver: refOf(named.receiver) },
      term: null,
      obligationId: named.id,
    };
  }
  const partnership = await loadPartnership(tx, actor, partnershipId);
  if (partnership.state === "PROPOSED" || partnership.state === "DECLINED") {
    throw Rejection.invalidTransition({
      from: partnership.state,
      allowed: [],
      code: "PARTNERSHIP_NOT_ACTIVE",
    });
  }
  const { cityId, giverId, receiverId } = partnership;
  return {
    between: { cityId, giverId, receiverId, partnershipId },
    subject: subjectOf(partnership),
    term: { startsOn: fromDbDate(partnership.startsOn), endsOn: fromDbDate(partnership.endsOn) },
    obligationId: named?.id ?? null,
  };
}

async function loadKind(command: Command, cityId: string, id: string, day: LocalDate): Promise<Kind> {
  const kind = await command.tx.kind.findFirst({ where: { id, cityId } });
  if (!kind) throw Rejection.notFound();
  const on = toDbDate(day);
  if (on < kind.validFrom || (kind.validTo !== null && on > kind.validTo)) {
    throw Rejection.validation([{ path: ["kindId"], code: "KIND_NOT_VALID" }]);
  }
  return kind;
}

/** The day of the act: not in the future, within the term, not in what is sealed. */
export async function checkDay(
  command: Command,
  cityId: string,
  day: LocalDate,
  term: { startsOn: LocalDate; endsOn: LocalDate } | null,
): Promise<void> {
  const problems: FieldProblem[] = occurredOnProblems(day, command.today, term);
  const sealed = await lastSealedDay(command.tx, cityId);
  if (problems.length === 0 && sealed !== null && day <= sealed) {
    problems.push({ path: ["occurredOn"], code: "DATE_SEALED", params: { until: sealed } });
  }
  if (problems.length > 0) throw Rejection.validation(problems);
}
