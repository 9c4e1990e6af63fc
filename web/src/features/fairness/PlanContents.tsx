import type { PlanContents_PairingPlanContentsFragment } from "../../gql/graphql.ts";
import { type FragmentType, readFragment } from "../../gql/index.ts";
import { fromMinor } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";
import { percentOf } from "./per-words.ts";
import { PlanContents as Contents, pairKey } from "./plan-query.ts";

type Data = PlanContents_PairingPlanContentsFragment;
type Proposal = Data["proposals"][number];
type Effect = Data["before"];

interface PlanContentsProps {
  contents: FragmentType<typeof Contents>;
  /** What is ticked; without it nothing can be. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** What was ticked when the plan was kept. */
  chosen?: ReadonlySet<string>;
}

/** The effect of a plan, then what it proposes and why. */
export function PlanContents({ contents, selected, onSelect, chosen }: PlanContentsProps) {
  const t = useMessages(messages);
  const { proposals, releases, before, after } = readFragment(Contents, contents);
  const reasons = (one: Proposal) =>
    [
      one.withoutUnit && t("plan.reason.withoutUnit"),
      one.ratio != null && t("plan.reason.ratio", { percent: percentOf(one.ratio) }),
      one.distance === 0 ? t("plan.reason.near") : t("plan.reason.distance", { steps: one.distance }),
      one.loadBefore === 0 ? t("plan.reason.free") : t("plan.reason.load", { count: one.loadBefore }),
      one.capabilities > 0 && t("plan.reason.capabilities", { count: one.capabilities }),
    ].filter((reason) => typeof reason === "string");
  const columns: Column<Proposal>[] = [
    {
      key: "receiver",
      title: t("plan.receiver"),
      phone: "title",
      render: ({ receiverName }) => receiverName,
    },
    { key: "giver", title: t("plan.giver"), render: ({ giverName }) => giverName },
    {
      key: "reasons",
      title: t("plan.reasons"),
      render: (one) => <span className={classes.reasons}>{reasons(one).join(" · ")}</span>,
    },
    ...(chosen
      ? [
          {
            key: "chosen",
            title: t("plan.chosen"),
            render: (one: Proposal) => (chosen.has(pairKey(one)) ? "✓" : "—"),
          },
        ]
      : []),
  ];
  return (
    <>
      <EffectPanel before={before} after={after} />
      <Panel title={t("plan.proposals")}>
        {proposals.length === 0 ? (
          <EmptyState title={t("plan.none")} next={t("plan.noneNext")} />
        ) : (
          <DataTable
            caption={t("plan.proposalsCaption")}
            columns={columns}
            rows={proposals}
            rowKey={pairKey}
            rowName={(one) => `${one.receiverName} · ${one.giverName}`}
            {...(selected && onSelect ? { selected, onSelect } : {})}
          />
        )}
      </Panel>
      {releases.length > 0 && (
        <Panel title={t("plan.releases")}>
          <p className={classes.quiet}>{t("plan.releasesHint")}</p>
          <ul>
            {releases.map(({ partnershipId, giverName, receiverName }) => (
              <li key={partnershipId}>
                <TextLink to="/partnerships/$id" params={{ id: partnershipId }}>
                  {giverName} × {receiverName}
                </TextLink>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** The territory before and after, as figures and as the spread of the load. */
function EffectPanel({ before, after }: { before: Effect; after: Effect }) {
  const t = useMessages(messages);
  const load = ({ least, middle, most }: Effect) => t("plan.load", { least, middle, most });
  const steps = ({ distance }: Effect) => (distance == null ? "—" : fromMinor(String(distance), 3));
  const figures: { key: string; name: string; of: (effect: Effect) => string }[] = [
    {
      key: "communities",
      name: t("plan.rows.communitiesWithoutUnit"),
      of: (effect) => String(effect.communitiesWithoutUnit),
    },
    {
      key: "units",
      name: t("plan.rows.unitsWithoutCommunity"),
      of: (effect) => String(effect.unitsWithoutCommunity),
    },
    { key: "pairs", name: t("plan.rows.pairs"), of: (effect) => String(effect.pairs) },
    { key: "load", name: t("plan.rows.load"), of: load },
    { key: "distance", name: t("plan.rows.distance"), of: steps },
  ];
  const most = Math.max(before.loads.length, after.loads.length);
  return (
    <Panel title={t("plan.effect")}>
      <div className={classes.stack}>
        <DataTable
          caption={t("plan.effectCaption")}
          columns={[
            { key: "what", title: t("plan.what"), phone: "title", render: ({ name }) => name },
            { key: "before", title: t("plan.before"), numeric: true, render: ({ of }) => of(before) },
            { key: "after", title: t("plan.after"), numeric: true, render: ({ of }) => <b>{of(after)}</b> },
          ]}
          rows={figures}
          rowKey={({ key }) => key}
        />
        {(["before", "after"] as const).map((when) => {
          const effect = when === "before" ? before : after;
          return (
            <BarChart
              key={when}
              title={`${t("plan.loads")} · ${t(`plan.${when}`)}`}
              description={t("plan.loadsDescription")}
              rowsAre={t("plan.loadsRows")}
              series={[{ key: "units", name: t(`plan.${when}`) }]}
              rows={Array.from({ length: most }, (_, count) => ({
                key: String(count),
                name: t("plan.loadRow", { count }),
                values: { units: effect.loads[count] ?? 0 },
              }))}
              say={(count) => t("plan.loadSay", { count })}
            />
          );
        })}
      </div>
    </Panel>
  );
}
