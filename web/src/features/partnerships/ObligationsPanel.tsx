import { Button } from "@mantine/core";
import { type ComponentProps, useState } from "react";
import type { ObligationsPanel_PartnershipSnapshotFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { ObligationActs } from "../obligations/ObligationActs.tsx";
import { ObligationNotes } from "../obligations/ObligationNotes.tsx";
import { ObligationView } from "../obligations/ObligationView.tsx";
import { messages } from "./messages.ts";

const ObligationsPanel_PartnershipSnapshot = graphql(`
  fragment ObligationsPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    today
    giver { organization { id name shortName } }
    receiver { organization { id name shortName } }
    obligations {
      id
      version
      kind { nameZh nameEn measure unitZh unitEn }
      good
      source
      ruleName
      periodCode
      instalment
      state
      quantity
      claimed
      accepted
      answered
      answersId
      pace
      dueOn
      originalDueOn
      lateWorkdays
      silent
      qualifier
      explanations { text expectedOn by { name } }
      extensions { id state requestedDueOn reason version askedBy { name } grantedDueOn decisionNote }
    }
  }
`);

type Snapshot = ObligationsPanel_PartnershipSnapshotFragment;
type Row = Snapshot["obligations"][number];
type Promise_ = ComponentProps<typeof ObligationActs>["promise"];

const CLOSED = ["MET", "MET_LATE", "WAIVED", "CANCELLED", "UNMET"];

interface ObligationsPanelProps {
  snapshot: FragmentType<typeof ObligationsPanel_PartnershipSnapshot>;
  live: boolean;
}

/** Every promise, the open ones first by due date; those that answer another stand under it. */
export function ObligationsPanel({ snapshot, live }: ObligationsPanelProps) {
  const t = useMessages(messages);
  const p = readFragment(ObligationsPanel_PartnershipSnapshot, snapshot);
  const [showClosed, setShowClosed] = useState(false);
  const ids = new Set(p.obligations.map(({ id }) => id));
  const roots = p.obligations.filter(({ answersId }) => !answersId || !ids.has(answersId));
  const closed = roots.filter(({ state }) => CLOSED.includes(state));
  const open = roots.filter(({ state }) => !CLOSED.includes(state));
  return (
    <Panel title={t("obligations.title")}>
      {roots.length === 0 && <EmptyState title={t("obligations.none")} next={t("obligations.noneNext")} />}
      {roots.length > 0 && open.length === 0 && <p>{t("obligations.allClosed")}</p>}
      {open.map((row) => (
        <Item key={row.id} row={row} snapshot={p} live={live} />
      ))}
      {closed.length > 0 && (
        <Button variant="subtle" px={0} aria-expanded={showClosed} onClick={() => setShowClosed(!showClosed)}>
          {t(showClosed ? "obligations.hideClosed" : "obligations.showClosed", { count: closed.length })}
        </Button>
      )}
      {showClosed && closed.map((row) => <Item key={row.id} row={row} snapshot={p} live={live} />)}
    </Panel>
  );
}

/** A promise with what its answers have claimed and accepted, so that its bar tells the whole. */
function reached(row: Row, all: readonly Row[]): { claimed: bigint; accepted: bigint } {
  const sum = { claimed: BigInt(row.claimed), accepted: BigInt(row.accepted) };
  for (const answer of all) {
    if (answer.answersId !== row.id) continue;
    const below = reached(answer, all);
    sum.claimed += below.claimed;
    sum.accepted += below.accepted;
  }
  return sum;
}

function Item({ row, snapshot, live }: { row: Row; snapshot: Snapshot; live: boolean }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const giver = snapshot.giver.organization;
  const receiver = snapshot.receiver.organization;
  const answers = snapshot.obligations.filter(({ answersId }) => answersId === row.id);
  const total = reached(row, snapshot.obligations);
  const own = BigInt(row.quantity) - BigInt(row.answered);
  const unclaimed = own > BigInt(row.claimed) ? own - BigInt(row.claimed) : 0n;
  const asked = row.extensions.find(({ state }) => state === "ASKED");
  const decided = row.extensions.filter(({ state }) => state === "GRANTED" || state === "REFUSED").at(-1);
  const promise: Promise_ = {
    id: row.id,
    version: row.version,
    kind: row.kind,
    good: row.good ?? null,
    state: row.state,
    source: row.source,
    quantity: row.quantity,
    unclaimed: String(unclaimed),
    dueOn: row.dueOn,
    giver: { id: giver.id, name: giver.shortName ?? giver.name },
    receiver: { id: receiver.id, name: receiver.shortName ?? receiver.name },
    partnershipId: snapshot.id,
    asked: asked ? { ...asked, askedBy: asked.askedBy.name } : null,
  };
  return (
    <ObligationView
      promise={promise}
      why={row.id}
      claimed={String(total.claimed)}
      accepted={String(total.accepted)}
      pace={row.pace}
      lateWorkdays={row.lateWorkdays}
      silent={row.silent}
      originalDueOn={row.originalDueOn}
      today={snapshot.today}
      qualifier={row.qualifier ?? null}
      from={
        row.ruleName
          ? t("from.rule", { rule: row.ruleName, period: row.periodCode ?? "" })
          : row.instalment
            ? t("from.instalment", { number: row.instalment })
            : t(`from.${row.source}`)
      }
      notes={
        <ObligationNotes
          asked={promise.asked}
          explanation={row.explanations.at(-1) ?? null}
          decided={
            decided
              ? {
                  id: decided.id,
                  text:
                    decided.state === "GRANTED"
                      ? t("extensionGranted", { day: date(decided.grantedDueOn ?? row.dueOn) })
                      : t("extensionRefused", { note: decided.decisionNote ?? "" }),
                }
              : null
          }
        />
      }
      acts={live ? <ObligationActs promise={promise} /> : undefined}
      nested={
        answers.length > 0
          ? answers.map((answer) => <Item key={answer.id} row={answer} snapshot={snapshot} live={live} />)
          : undefined
      }
    />
  );
}
