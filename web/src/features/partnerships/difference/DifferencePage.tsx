import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { PartnershipDifferenceQuery } from "../../../gql/graphql.ts";
import { graphql } from "../../../gql/index.ts";
import { todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { NotFoundPage } from "../../../routes/NotFoundPage.tsx";
import { DateField } from "../../../ui/DateField.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { TextLink } from "../../../ui/links.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Facts, Page, Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { FIELDS, SECTIONS } from "./change-words.ts";
import classes from "./difference.module.css";
import { messages } from "./messages.ts";
import { ThingChangeItem } from "./ThingChangeItem.tsx";

const Difference = graphql(`
  query PartnershipDifference($id: ID!, $from: LocalDate!, $to: LocalDate!) {
    partnership: node(id: $id) {
      __typename
      ... on Partnership { giver { name shortName } receiver { name shortName } }
    }
    partnershipDifference(id: $id, from: $from, to: $to) {
      existedBefore
      money { word before after }
      things { id thing partOf ...ThingChangeItem_ThingChange }
    }
  }
`);

const route = getRouteApi("/inside/partnerships/$id/difference");

const WORDS = [
  "pledged",
  "promised",
  "sent",
  "received",
  "spent",
  "returned",
  "waived",
  "cancelled",
] as const;

/** What changed in a partnership between the ends of two days, in words: what came, what moved, what went. */
export function DifferencePage() {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const navigate = useNavigate();
  const { id } = route.useParams();
  const search = route.useSearch();
  const today = todayInChina();
  const from = search.from ?? daysBefore(today, 30);
  const to = search.to ?? today;
  const [{ data, error }, refetch] = useQuery({
    query: Difference,
    variables: { id: `Partnership:${id}`, from, to },
    pause: from > to,
  });
  const set = (change: { from?: string; to?: string }) =>
    void navigate({ to: ".", search: { from, to, ...change }, replace: true });
  if (data && data.partnership?.__typename !== "Partnership") return <NotFoundPage />;
  const sides = data?.partnership?.__typename === "Partnership" ? data.partnership : null;
  const nameOf = (side: { name: string; shortName?: string | null }) => side.shortName ?? side.name;
  const changes = data?.partnershipDifference;
  // Bookkeeping is told by what it belongs to.
  const things = changes?.things.filter(({ thing }) => FIELDS[thing].length > 0) ?? [];
  const tops = things.filter(({ partOf }) => !partOf || !things.some((one) => one.id === partOf));
  return (
    <Page>
      <PageHeader
        title={t("title")}
        subtitle={
          sides && (
            <TextLink to="/partnerships/$id" params={{ id: uuidOf(id) }}>
              {`${nameOf(sides.giver)} × ${nameOf(sides.receiver)}`}
            </TextLink>
          )
        }
      />
      <div className={`${classes.fields} gj-no-print`}>
        <DateField label={t("from")} value={from} max={to} onChange={(day) => day && set({ from: day })} />
        <DateField
          label={t("to")}
          value={to}
          min={from}
          max={today}
          onChange={(day) => day && set({ to: day })}
        />
      </div>
      <p>{t("meaning", { from: date(from), to: date(to) })}</p>
      {error && !data ? (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      ) : from > to ? (
        <EmptyState title={t("wrongWay")} next={t("wrongWayNext")} />
      ) : !data ? (
        <PageSkeleton />
      ) : !changes || (tops.length === 0 && changes.money.length === 0) ? (
        <EmptyState title={t("none")} next={t("noneNext")} />
      ) : (
        <>
          {!changes.existedBefore && <p>{t("notYet", { day: date(from) })}</p>}
          {changes.money.length > 0 && (
            <Panel title={t("money")}>
              <Facts
                facts={WORDS.flatMap((word) => {
                  const change = changes.money.find((one) => one.word === word);
                  if (!change) return [];
                  const moved = { before: money(change.before), after: money(change.after) };
                  return [{ label: t(`word.${word}`), value: t("moved", moved) }];
                })}
              />
            </Panel>
          )}
          {(Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]).map((section) => {
            const here: readonly string[] = SECTIONS[section];
            const own = tops.filter(({ thing }) => here.includes(thing));
            return (
              own.length > 0 && (
                <Panel key={section} title={t(`sections.${section}`, { count: own.length })}>
                  <Things of={own} among={things} partnershipId={uuidOf(id)} />
                </Panel>
              )
            );
          })}
        </>
      )}
    </Page>
  );
}

type Thing = NonNullable<PartnershipDifferenceQuery["partnershipDifference"]>["things"][number];

interface ThingsProps {
  of: readonly Thing[];
  among: readonly Thing[];
  partnershipId: string;
  parts?: boolean;
}

/** Things, each with its parts below it. */
function Things({ of, among, partnershipId, parts = false }: ThingsProps) {
  return (
    <ol className={parts ? classes.parts : classes.things}>
      {of.map((thing) => {
        const below = among.filter(({ partOf }) => partOf === thing.id);
        return (
          <li key={`${thing.partOf} ${thing.id}`}>
            <ThingChangeItem change={thing} partnershipId={partnershipId} part={parts} />
            {below.length > 0 && <Things of={below} among={among} partnershipId={partnershipId} parts />}
          </li>
        );
      })}
    </ol>
  );
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
