import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Seals } from "../../ui/Seals.tsx";
import { type StateName, StateWord } from "../../ui/StateWord.tsx";
import { Timeline } from "../../ui/Timeline.tsx";
import { useWhy } from "../../ui/Why.tsx";
import { EvidenceThumbs } from "./EvidenceThumbs.tsx";
import { FACT_GROUPS, type FactGroup, groupOf, ICONS, TONES } from "./fact-kinds.ts";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const FactsTimeline_PartnershipSnapshot = graphql(`
  fragment FactsTimeline_PartnershipSnapshot on PartnershipSnapshot {
    id
    giver { organization { name shortName } }
    receiver { organization { name shortName } }
    timeline {
      id
      kind
      at
      occurredOn
      side
      by { name }
      quantity
      kindOfSupport { nameZh nameEn measure unitZh unitEn }
      good
      text
      detail
      subject
      seals { giver { at by { name } } receiver { at by { name } } onBehalf }
      evidence { id ...EvidenceThumbs_EvidenceLabel }
    }
  }
`);

const DELIVERY_STATES: readonly StateName[] = [
  "DRAFT",
  "SUBMITTED",
  "ACCEPTED",
  "DISPUTED",
  "SETTLED",
  "WITHDRAWN",
];
const PAGE = 20;

interface FactsTimelineProps {
  snapshot: FragmentType<typeof FactsTimeline_PartnershipSnapshot>;
}

/** Every fact between the two sides in one line of time, newest first; by kind where wished. */
export function FactsTimeline({ snapshot }: FactsTimelineProps) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const kinds = useKindWords();
  const p = readFragment(FactsTimeline_PartnershipSnapshot, snapshot);
  const [groups, setGroups] = useState<FactGroup[]>([]);
  const [shown, setShown] = useState(PAGE);
  const matching = p.timeline.filter(({ kind }) => groups.length === 0 || groups.includes(groupOf(kind)));
  const giver = p.giver.organization.shortName ?? p.giver.organization.name;
  const receiver = p.receiver.organization.shortName ?? p.receiver.organization.name;
  const who = { GIVER: giver, RECEIVER: receiver, OFFICE: t("office.name") };
  const sideOf = (side: string) => (side === "GIVER" || side === "RECEIVER" ? who[side] : who.OFFICE);
  const detailOf = ({ kind, detail, occurredOn }: (typeof p.timeline)[number]): string | null => {
    if (kind === "OBLIGATION_CHANGED" && detail) return t(`amendment.${amendmentOf(detail)}`);
    if (kind === "AGREEMENT_SIGNED") return t("timeline.version", { number: detail ?? "" });
    if (kind === "REMINDED") return t(detail === "SEEN" ? "timeline.seen" : "timeline.notSeen");
    if (kind === "EXTENSION_ASKED" && occurredOn) return t("timeline.until", { day: date(occurredOn) });
    if (kind === "EXTENSION_DECIDED")
      return detail === "GRANTED" && occurredOn
        ? t("timeline.granted", { day: date(occurredOn) })
        : t("timeline.refused");
    if (kind === "PLEDGE_CHANGED" && detail) return t(`pledgeChange.${pledgeChangeOf(detail)}`);
    if (kind === "RETURN_DECIDED")
      return t(detail === "CONFIRMED" ? "timeline.returned" : "timeline.notReturned");
    if (occurredOn && (kind === "DELIVERED" || kind === "SPENT"))
      return t("timeline.happenedOn", { day: date(occurredOn) });
    if (occurredOn && kind === "ACCEPTED") return t("timeline.arrivedOn", { day: date(occurredOn) });
    return null;
  };
  return (
    <Panel
      title={t("timeline.title")}
      actions={
        <TextLink to="/partnerships/$id/ledger" params={{ id: uuidOf(p.id) }}>
          {t("timeline.ledger")}
        </TextLink>
      }
    >
      {p.timeline.length === 0 ? (
        <EmptyState title={t("timeline.none")} next={t("timeline.noneNext")} />
      ) : (
        <>
          <FilterChips
            label={t("timeline.filter")}
            chips={FACT_GROUPS.map((key) => ({
              key,
              label: t(`factGroup.${key}`),
              count: p.timeline.filter(({ kind }) => groupOf(kind) === key).length,
            })).filter(({ count }) => count > 0)}
            selected={groups}
            onChange={(next) => {
              setGroups(next);
              setShown(PAGE);
            }}
          />
          <div className={classes.timeline}>
            <Timeline
              label={t("timeline.title")}
              entries={matching.slice(0, shown).map((entry) => {
                const { id, kind, at, by, quantity, kindOfSupport, good, text, seals, subject } = entry;
                const amount =
                  quantity === null || quantity === undefined
                    ? ""
                    : kindOfSupport
                      ? `${kinds.title(kindOfSupport, null)} ${kinds.quantity(kindOfSupport, quantity, good)}`
                      : money(quantity);
                const state = DELIVERY_STATES.find((it) => kind === "DELIVERED" && it === entry.detail);
                return {
                  id,
                  on: dateOf(at),
                  icon: ICONS[groupOf(kind)],
                  tone: TONES[kind] ?? "quiet",
                  title: (
                    <FactLink subject={subject}>
                      {t(`fact.${kind}`, { who: sideOf(entry.side), amount })}
                    </FactLink>
                  ),
                  detail: [text, detailOf(entry), by?.name].filter(Boolean).join(" · "),
                  marks: (
                    <>
                      {seals && (
                        <Seals
                          giver={seals.giver ? { by: seals.giver.by.name, at: seals.giver.at } : null}
                          receiver={
                            seals.receiver ? { by: seals.receiver.by.name, at: seals.receiver.at } : null
                          }
                          onBehalfBy={seals.onBehalf ? (seals.giver?.by.name ?? t("office.name")) : null}
                        />
                      )}
                      {state && <StateWord state={state} />}
                      <EvidenceThumbs evidence={entry.evidence} />
                    </>
                  ),
                };
              })}
            />
          </div>
          {matching.length > shown && (
            <Button variant="default" onClick={() => setShown(shown + PAGE)}>
              {t("showMore", { count: matching.length - shown })}
            </Button>
          )}
          <p className={classes.quiet} aria-live="polite">
            {t("timeline.count", { shown: Math.min(shown, matching.length), total: p.timeline.length })}
          </p>
        </>
      )}
    </Panel>
  );
}

const AMENDMENTS = ["AMEND", "EXTEND", "WAIVE", "CANCEL", "WRITE_OFF", "REOPEN"] as const;
const amendmentOf = (detail: string) => AMENDMENTS.find((it) => it === detail) ?? "AMEND";
const PLEDGE_CHANGES = ["RAISE", "LOWER", "CANCEL", "WAIVE", "RESCHEDULE"] as const;
const pledgeChangeOf = (detail: string) => PLEDGE_CHANGES.find((it) => it === detail) ?? "RESCHEDULE";

/** A fact's own page, or what explains it here. */
function FactLink({ subject, children }: { subject: string; children: string }) {
  const { open } = useWhy();
  const id = subject;
  if (subject.startsWith("Delivery:"))
    return (
      <TextLink to="/deliveries/$id" params={{ id }}>
        {children}
      </TextLink>
    );
  if (subject.startsWith("Pledge:"))
    return (
      <TextLink to="/pledges/$id" params={{ id }}>
        {children}
      </TextLink>
    );
  if (subject.startsWith("HelpRequest:"))
    return (
      <TextLink to="/requests/$id" params={{ id }}>
        {children}
      </TextLink>
    );
  if (/^(Obligation|Expense|Agreement):/.test(subject))
    return (
      <button type="button" className={classes.fact} onClick={() => void open(subject)}>
        {children}
      </button>
    );
  return <span>{children}</span>;
}
