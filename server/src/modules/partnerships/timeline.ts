import type { EvidenceRow, KindRow, PersonRow } from "../../graphql/labels.ts";
import type { SnapshotRows } from "./read.ts";
import type { DeliveryRow } from "./snapshot-rows.ts";

/** What happened, as the timeline of a partnership names it. */
export const timelineKinds = [
  "ACKNOWLEDGED",
  "AGREEMENT_SIGNED",
  "PLEDGED",
  "PLEDGE_CHANGED",
  "DELIVERED",
  "ACCEPTED",
  "DISPUTED",
  "SETTLED",
  "REVERSED",
  "SPENT",
  "EXPENSE_ATTESTED",
  "EXPENSE_REVERSED",
  "RETURN_SENT",
  "RETURN_DECIDED",
  "REMINDED",
  "REMINDER_ANSWERED",
  "EXPLAINED",
  "EXTENSION_ASKED",
  "EXTENSION_DECIDED",
  "OBLIGATION_CHANGED",
  "HELP_ASKED",
  "CLAIMED",
  "SUSPENDED",
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** One side's attestation of a fact. */
export type Seal = { by: PersonRow; at: Date };

/** Who gave and who attested a fact; null where the seal is still missing. */
export type Seals = { giver: Seal | null; receiver: Seal | null; onBehalf: boolean };

export type TimelineEntry = {
  id: string;
  kind: TimelineKind;
  at: Date;
  /** The day of the act itself, where it differs from when it was recorded. */
  occurredOn: string | null;
  side: "GIVER" | "RECEIVER" | "OFFICE";
  by: PersonRow | null;
  /** Digits in minor units of the kind's measure. */
  quantity: string | null;
  measuredAs: KindRow | null;
  good: string | null;
  /** The words of whoever acted. */
  text: string | null;
  /** A state, a sub-kind or a decision that the client translates. */
  detail: string | null;
  /** Node id of the fact behind it. */
  subject: string;
  seals: Seals | null;
  evidence: EvidenceRow[];
};

/** The two seals of a delivery: the logger's, and that of the last acceptance or settlement which stands. */
export function sealsOf(delivery: DeliveryRow): Seals {
  const reversed = new Set(delivery.acceptances.map((acceptance) => acceptance.reversesId));
  const standing = delivery.acceptances
    .filter((acceptance) => acceptance.kind !== "REVERSAL" && !reversed.has(acceptance.id))
    .at(-1);
  return {
    giver: delivery.submittedAt ? { by: delivery.loggedBy, at: new Date(delivery.submittedAt) } : null,
    receiver: standing ? { by: standing.by, at: new Date(standing.recordedAt) } : null,
    onBehalf: delivery.onBehalf,
  };
}

type Draft = Partial<Omit<TimelineEntry, "at">> &
  Pick<TimelineEntry, "id" | "kind" | "side" | "subject"> & { at: string };

function entry(draft: Draft): TimelineEntry {
  return {
    occurredOn: null,
    by: null,
    quantity: null,
    measuredAs: null,
    good: null,
    text: null,
    detail: null,
    seals: null,
    evidence: [],
    ...draft,
    at: new Date(draft.at),
  };
}

/** Every fact of a partnership in one line of time, newest first. */
export function timelineOf(rows: SnapshotRows): TimelineEntry[] {
  return [
    ...fromHeader(rows),
    ...rows.deliveries.flatMap(fromDelivery),
    ...fromObligations(rows),
    ...fromFunding(rows),
    ...fromHelpRequests(rows),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
}

function fromHeader({ header }: SnapshotRows): TimelineEntry[] {
  const subject = `Partnership:${header.id}`;
  const entries: TimelineEntry[] = [];
  const acknowledge = (side: "GIVER" | "RECEIVER", at: string | null, by: PersonRow | null) => {
    if (at) entries.push(entry({ id: `${header.id}:${side}`, kind: "ACKNOWLEDGED", at, side, by, subject }));
  };
  acknowledge("GIVER", header.giverAcknowledgedAt, header.giverAcknowledgedBy);
  acknowledge("RECEIVER", header.receiverAcknowledgedAt, header.receiverAcknowledgedBy);
  for (const agreement of header.agreements) {
    for (const { id, side, recordedAt, by } of agreement.signatures) {
      const detail = String(agreement.versionNumber);
      entries.push(
        entry({
          id,
          kind: "AGREEMENT_SIGNED",
          at: recordedAt,
          side,
          by,
          detail,
          subject: `Agreement:${agreement.id}`,
        }),
      );
    }
  }
  for (const reminder of header.reminders) {
    const about = `Reminder:${reminder.id}`;
    const toGiver = reminder.toOrganizationId === header.giver.id;
    entries.push(
      entry({
        id: reminder.id,
        kind: "REMINDED",
        at: reminder.createdAt,
        side: reminder.fromOrganizationId === header.receiver.id ? "RECEIVER" : "OFFICE",
        by: reminder.sentBy,
        text: reminder.text,
        detail: reminder.seenAt ? "SEEN" : "NOT_SEEN",
        subject: about,
      }),
    );
    if (reminder.answeredAt) {
      entries.push(
        entry({
          id: `${reminder.id}:answer`,
          kind: "REMINDER_ANSWERED",
          at: reminder.answeredAt,
          side: toGiver ? "GIVER" : "RECEIVER",
          by: reminder.answeredBy,
          text: reminder.answer,
          subject: about,
        }),
      );
    }
  }
  return entries;
}

function fromDelivery(delivery: DeliveryRow): TimelineEntry[] {
  const subject = `Delivery:${delivery.id}`;
  const common = { subject, measuredAs: delivery.kind, good: delivery.good };
  const entries = [
    entry({
      ...common,
      id: delivery.id,
      kind: "DELIVERED",
      at: delivery.submittedAt ?? delivery.createdAt,
      occurredOn: delivery.occurredOn,
      side: delivery.onBehalf ? "OFFICE" : "GIVER",
      by: delivery.loggedBy,
      quantity: delivery.quantity,
      text: delivery.note,
      detail: delivery.state,
      seals: sealsOf(delivery),
      evidence: delivery.evidence,
    }),
  ];
  for (const acceptance of delivery.acceptances) {
    const kind = ({ ACCEPT: "ACCEPTED", SETTLEMENT: "SETTLED", REVERSAL: "REVERSED" } as const)[
      acceptance.kind
    ];
    entries.push(
      entry({
        ...common,
        id: acceptance.id,
        kind,
        at: acceptance.recordedAt,
        occurredOn: acceptance.receipt?.arrivedOn ?? null,
        side: acceptance.kind === "SETTLEMENT" ? "OFFICE" : "RECEIVER",
        by: acceptance.by,
        quantity: acceptance.quantity.replace("-", ""),
        text: acceptance.note,
      }),
    );
  }
  for (const dispute of delivery.disputes) {
    entries.push(
      entry({
        ...common,
        id: dispute.id,
        kind: "DISPUTED",
        at: dispute.openedAt,
        side: "RECEIVER",
        by: dispute.openedBy,
        quantity: dispute.quantity,
        text: dispute.reason,
        detail: dispute.state,
      }),
    );
  }
  return entries;
}

function fromObligations({ obligations }: SnapshotRows): TimelineEntry[] {
  return obligations.flatMap((obligation) => {
    const common = {
      subject: `Obligation:${obligation.id}`,
      measuredAs: obligation.kind,
      good: obligation.good,
    };
    return [
      ...obligation.amendments.map((amendment) =>
        entry({
          ...common,
          id: amendment.id,
          kind: "OBLIGATION_CHANGED",
          at: amendment.recordedAt,
          side: "OFFICE",
          by: amendment.by,
          quantity: amendment.quantityAfter,
          text: amendment.reason,
          detail: amendment.kind,
        }),
      ),
      ...obligation.explanations.map((explanation) =>
        entry({
          ...common,
          id: explanation.id,
          kind: "EXPLAINED",
          at: explanation.recordedAt,
          side: "GIVER",
          by: explanation.by,
          text: explanation.text,
        }),
      ),
      ...obligation.extensions.flatMap((extension) => [
        entry({
          ...common,
          id: extension.id,
          kind: "EXTENSION_ASKED",
          at: extension.createdAt,
          side: "GIVER",
          by: extension.askedBy,
          text: extension.reason,
          occurredOn: extension.requestedDueOn,
        }),
        ...(extension.decidedAt && extension.decidedBy
          ? [
              entry({
                ...common,
                id: `${extension.id}:decision`,
                kind: "EXTENSION_DECIDED" as const,
                at: extension.decidedAt,
                side: "OFFICE" as const,
                by: extension.decidedBy,
                text: extension.decisionNote,
                occurredOn: extension.grantedDueOn,
                detail: extension.state,
              }),
            ]
          : []),
      ]),
    ];
  });
}

function fromFunding({ pledges, expenses }: SnapshotRows): TimelineEntry[] {
  const fromPledges = pledges.flatMap((pledge) => {
    const lines = new Map(pledge.lines.map((line) => [line.id, line]));
    const subject = `Pledge:${pledge.id}`;
    return [
      ...pledge.changes.map((change) => {
        const line = lines.get(change.pledgeLineId);
        return entry({
          id: change.id,
          kind: change.kind === "PLEDGE" ? "PLEDGED" : "PLEDGE_CHANGED",
          at: change.recordedAt,
          side: "GIVER",
          by: change.by,
          quantity: change.amount.replace("-", ""),
          measuredAs: line?.kind ?? null,
          good: line?.good ?? null,
          text: change.reason,
          detail: change.kind,
          subject,
        });
      }),
      ...pledge.lines.flatMap((line) =>
        line.returns.flatMap((sentBack) => {
          const common = { subject, quantity: sentBack.amount, measuredAs: line.kind, good: line.good };
          return [
            entry({
              ...common,
              id: sentBack.id,
              kind: "RETURN_SENT",
              at: `${sentBack.sentOn}T00:00:00+08:00`,
              side: "RECEIVER",
              by: sentBack.sentBy,
              text: sentBack.reason,
            }),
            ...(sentBack.decidedAt
              ? [
                  entry({
                    ...common,
                    id: `${sentBack.id}:decision`,
                    kind: "RETURN_DECIDED" as const,
                    at: sentBack.decidedAt,
                    side: "GIVER" as const,
                    by: sentBack.decidedBy,
                    detail: sentBack.state,
                  }),
                ]
              : []),
          ];
        }),
      ),
    ];
  });
  const fromExpenses = expenses.flatMap((expense) => {
    const common = { subject: `Expense:${expense.id}`, quantity: expense.total, side: "RECEIVER" as const };
    const entries = [
      entry({
        ...common,
        id: expense.id,
        kind: "SPENT",
        at: expense.createdAt,
        occurredOn: expense.occurredOn,
        by: expense.recordedBy,
        text: expense.purpose,
        detail: expense.state,
        evidence: expense.evidence,
      }),
    ];
    if (expense.attestedAt) {
      entries.push(
        entry({
          ...common,
          id: `${expense.id}:attested`,
          kind: "EXPENSE_ATTESTED",
          at: expense.attestedAt,
          by: expense.attestedBy,
        }),
      );
    }
    if (expense.reversedAt) {
      entries.push(
        entry({
          ...common,
          id: `${expense.id}:reversed`,
          kind: "EXPENSE_REVERSED",
          at: expense.reversedAt,
          text: expense.reverseReason,
        }),
      );
    }
    return entries;
  });
  return [...fromPledges, ...fromExpenses];
}

function fromHelpRequests({ helpRequests }: SnapshotRows): TimelineEntry[] {
  return helpRequests.flatMap((request) => {
    const subject = `HelpRequest:${request.id}`;
    const needs = new Map(request.needs.map((need) => [need.id, need]));
    return [
      entry({
        id: request.id,
        kind: "HELP_ASKED",
        at: request.openedAt ?? request.createdAt,
        side: "RECEIVER",
        by: request.createdBy,
        text: request.title,
        detail: request.state,
        subject,
      }),
      ...request.claims.map((claim) => {
        const need = needs.get(claim.needId);
        return entry({
          id: claim.id,
          kind: "CLAIMED",
          at: claim.createdAt,
          side: "GIVER",
          by: claim.by,
          quantity: claim.quantity,
          measuredAs: need?.kind ?? null,
          good: need?.good ?? null,
          text: request.title,
          detail: claim.state,
          occurredOn: claim.promisedOn,
          subject,
        });
      }),
    ];
  });
}
