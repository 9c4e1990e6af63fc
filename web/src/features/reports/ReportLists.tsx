import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { ReportSidesFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";
import { useWhole } from "./use-whole.ts";

const ReportLists_PeriodReport = graphql(`
  fragment ReportLists_PeriodReport on PeriodReport {
    late(first: 50) {
      totalCount
      edges { node { ...ReportSides obligationId kind { ...ReportKindLabel } good owed accepted dueOn metOn outcome lateWorkdays explained } }
    }
    disputes(first: 50) {
      totalCount
      edges { node { ...ReportSides deliveryId kind { ...ReportKindLabel } good quantity reason state openedOn settledOn arrived notArrived writtenOff } }
    }
    explanations(first: 50) {
      totalCount
      edges { node { ...ReportSides obligationId kind { ...ReportKindLabel } text expectedOn recordedOn } }
    }
    extensions(first: 50) { totalCount edges { node { ...ReportDecided } } }
    waivers(first: 50) { totalCount edges { node { ...ReportDecided } } }
    partnershipsBegun(first: 50) { totalCount edges { node { ...ReportPaired } } }
    partnershipsEnded(first: 50) { totalCount edges { node { ...ReportPaired } } }
    partnershipsUnacknowledged(first: 50) { totalCount edges { node { ...ReportPaired } } }
  }
`);

const ReportSides = graphql(`
  fragment ReportSides on ReportSides { partnershipId giver { id name } receiver { id name } }
`);

const ReportKindLabel = graphql(`
  fragment ReportKindLabel on KindLabel { nameZh nameEn measure unitZh unitEn }
`);

const ReportDecided = graphql(`
  fragment ReportDecided on ReportDecision {
    ...ReportSides
    obligationId
    kind { ...ReportKindLabel }
    good
    quantity
    dueOnBefore
    dueOnAfter
    reason
    decidedOn
    office { name }
    by { name }
  }
`);

const ReportPaired = graphql(`
  fragment ReportPaired on ReportPartnership { ...ReportSides startsOn endsOn endReason missing }
`);

interface Line {
  key: string;
  sides: ReportSidesFragment;
  what: ReactNode;
  detail: ReactNode;
}

/** Where it can be looked at: the partnership's page, opened at the promise where there is one. */
function Sides({ sides, why }: { sides: ReportSidesFragment; why?: string }) {
  const words = `${sides.giver.name} → ${sides.receiver.name}`;
  return sides.partnershipId ? (
    <TextLink
      to="/partnerships/$id"
      params={{ id: uuidOf(sides.partnershipId) }}
      search={why === undefined ? {} : { why }}
    >
      {words}
    </TextLink>
  ) : (
    <span>{words}</span>
  );
}

/** How many lines of a list stand there at first. */
const SHOWN = 6;

function Lines({ title, total, lines }: { title: string; total: number; lines: readonly Line[] }) {
  const t = useMessages(messages);
  const [whole, show] = useWhole();
  if (total === 0) return null;
  const shown = whole ? lines : lines.slice(0, SHOWN);
  return (
    <Panel title={t("lists.heading", { title, count: total })}>
      <ol className={classes.lines}>
        {shown.map(({ key, sides, what, detail }) => (
          <li key={key}>
            <div className={classes.lineHead}>
              <Sides sides={sides} {...(key.startsWith("Obligation:") ? { why: key.split(" ")[0] } : {})} />
              <span>{what}</span>
            </div>
            <div className={classes.quiet}>{detail}</div>
          </li>
        ))}
      </ol>
      {shown.length < lines.length && (
        <Button variant="subtle" onClick={show}>
          {t("tables.showAll", { count: lines.length })}
        </Button>
      )}
      {total > lines.length && (
        <p className={classes.quiet}>{t("moreInFile", { count: total - lines.length })}</p>
      )}
    </Panel>
  );
}

interface ReportListsProps {
  report: FragmentType<typeof ReportLists_PeriodReport>;
  /** What went wrong and asks for somebody; or what was decided and paired. */
  of: "troubles" | "changes";
}

/** What stands behind the numbers of the period: late promises with their reasons, disputes, decisions, pairs. */
export function ReportLists({ report, of }: ReportListsProps) {
  const t = useMessages(messages);
  const { date, workingDays } = useFormat();
  const words = useKindWords();
  const read = readFragment(ReportLists_PeriodReport, report);
  const kindOf = (kind: FragmentType<typeof ReportKindLabel>) => readFragment(ReportKindLabel, kind);
  const join = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(" · ");

  const late = read.late.edges.map(({ node }): Line => {
    const kind = kindOf(node.kind);
    return {
      key: node.obligationId,
      sides: readFragment(ReportSides, node),
      what: words.title(kind, node.good),
      detail: join(
        t(`lists.outcome.${node.outcome}`, { days: workingDays(node.lateWorkdays) }),
        t("lists.due", { day: date(node.dueOn) }),
        node.metOn && t("lists.met", { day: date(node.metOn) }),
        t("lists.acceptedOf", {
          accepted: words.quantity(kind, node.accepted, node.good),
          owed: words.quantity(kind, node.owed, node.good),
        }),
        node.explained ? t("lists.explained") : t("lists.notExplained"),
      ),
    };
  });
  const disputes = read.disputes.edges.map(({ node }, at): Line => {
    const kind = kindOf(node.kind);
    const amount = (value: string | null | undefined) => words.quantity(kind, value ?? "0", node.good);
    return {
      key: `${node.deliveryId} ${at}`,
      sides: readFragment(ReportSides, node),
      what: `${words.title(kind, node.good)} ${amount(node.quantity)}`,
      detail: join(
        t(`lists.dispute.${node.state}`),
        date(node.openedOn),
        node.reason,
        node.settledOn &&
          t("lists.settled", {
            day: date(node.settledOn),
            arrived: amount(node.arrived),
            notArrived: amount(node.notArrived),
            writtenOff: amount(node.writtenOff),
          }),
      ),
    };
  });
  const explanations = read.explanations.edges.map(
    ({ node }, at): Line => ({
      key: `${node.obligationId} ${at}`,
      sides: readFragment(ReportSides, node),
      what: words.title(kindOf(node.kind)),
      detail: join(
        date(node.recordedOn),
        node.text,
        node.expectedOn && t("lists.expected", { day: date(node.expectedOn) }),
      ),
    }),
  );
  const decided = (kind: "extensions" | "waivers") =>
    read[kind].edges.map(({ node: masked }, at): Line => {
      const node = readFragment(ReportDecided, masked);
      const label = kindOf(node.kind);
      return {
        key: `${node.obligationId} ${at}`,
        sides: readFragment(ReportSides, node),
        what:
          kind === "waivers"
            ? `${words.title(label, node.good)} ${words.quantity(label, node.quantity, node.good)}`
            : t("lists.extended", {
                kind: words.title(label, node.good),
                from: date(node.dueOnBefore),
                to: date(node.dueOnAfter),
              }),
        detail: join(date(node.decidedOn), node.reason, node.office?.name, node.by?.name),
      };
    });
  const paired = (kind: "partnershipsBegun" | "partnershipsEnded" | "partnershipsUnacknowledged") =>
    read[kind].edges.map(({ node: masked }, at): Line => {
      const node = readFragment(ReportPaired, masked);
      const sides = readFragment(ReportSides, node);
      return {
        key: `${sides.partnershipId ?? ""} ${at}`,
        sides,
        what: t("lists.term", { from: date(node.startsOn), to: date(node.endsOn) }),
        detail: join(node.endReason, ...node.missing.map((side) => t(`lists.missing.${side}`))),
      };
    });
  return of === "troubles" ? (
    <>
      <Lines title={t("lists.late")} total={read.late.totalCount} lines={late} />
      <Lines title={t("lists.explanations")} total={read.explanations.totalCount} lines={explanations} />
      <Lines title={t("lists.disputes")} total={read.disputes.totalCount} lines={disputes} />
    </>
  ) : (
    <>
      <Lines title={t("lists.extensions")} total={read.extensions.totalCount} lines={decided("extensions")} />
      <Lines title={t("lists.waivers")} total={read.waivers.totalCount} lines={decided("waivers")} />
      {(["partnershipsUnacknowledged", "partnershipsBegun", "partnershipsEnded"] as const).map((kind) => (
        <Lines key={kind} title={t(`lists.${kind}`)} total={read[kind].totalCount} lines={paired(kind)} />
      ))}
    </>
  );
}
