import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import type { BoardFilters } from "./board-address.ts";
import { messages } from "./messages.ts";

const BoardFilterNames = graphql(`
  query BoardFilterNames($giver: ID!, $receiver: ID!, $division: ID!, $kind: ID!) {
    giver: node(id: $giver) { __typename id ... on Organization { name } }
    receiver: node(id: $receiver) { __typename id ... on Organization { name } }
    division: node(id: $division) { __typename id ... on Division { name } }
    kind: node(id: $kind) { __typename id ... on Kind { nameZh nameEn } }
  }
`);

/** An id that is nobody's. */
const NOBODY = "00000000-0000-7000-8000-000000000000";

/** The conditions that have a switch of their own in the line above the table. */
export const QUICK = ["needsMe", "late", "stuck", "dispute", "unacknowledged"] as const;
/** One of these switches. */
export type Quick = (typeof QUICK)[number];

/** What each switch sets. */
export const QUICK_SETS: Record<Quick, BoardFilters> = {
  needsMe: { needsMe: true },
  late: { lateWorkdays: 0 },
  stuck: { stuckWorkdays: 10 },
  dispute: { disputeOpen: true },
  unacknowledged: { unacknowledged: true },
};

/** Whether the filters hold what the switch sets. */
export function isQuick(filters: BoardFilters, quick: Quick): boolean {
  return Object.entries(QUICK_SETS[quick]).every(
    ([key, value]) => filters[key as keyof BoardFilters] === value,
  );
}

/** A condition in words. */
export interface Condition {
  /** The filter that it comes from, to take it away. */
  key: keyof BoardFilters;
  text: string;
  /** Has a switch of its own. */
  quick: boolean;
}

/** The filters in words, in the order of the form; names are asked of the server once. */
export function useFilterWords(filters: BoardFilters): Condition[] {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { money } = useFormat();
  const { giverId, receiverId, divisionId, kindId } = filters;
  const [{ data }] = useQuery({
    query: BoardFilterNames,
    variables: {
      giver: `Organization:${giverId ?? NOBODY}`,
      receiver: `Organization:${receiverId ?? NOBODY}`,
      division: `Division:${divisionId ?? 999_999_999}`,
      kind: `Kind:${kindId ?? NOBODY}`,
    },
    pause: !(giverId || receiverId || divisionId || kindId),
    requestPolicy: "cache-first",
  });
  const gone = data ? t("chip.unknown") : "…";
  const giver = data?.giver?.__typename === "Organization" ? data.giver.name : gone;
  const receiver = data?.receiver?.__typename === "Organization" ? data.receiver.name : gone;
  const division = data?.division?.__typename === "Division" ? data.division.name : gone;
  const kind =
    data?.kind?.__typename === "Kind" ? (locale === "zh" ? data.kind.nameZh : data.kind.nameEn) : gone;
  const words: { [Key in keyof BoardFilters]: string | undefined } = {
    needsMe: filters.needsMe && t("quick.needsMe"),
    text: filters.text && t("chip.text", { text: filters.text }),
    giverId: giverId && t("chip.giver", { name: giver }),
    receiverId: receiverId && t("chip.receiver", { name: receiver }),
    divisionId: divisionId && t("chip.division", { name: division }),
    kindId: kindId && t("chip.kind", { name: kind }),
    partnershipKind: filters.partnershipKind && t(`pairing.${filters.partnershipKind}`),
    basis: filters.basis && t(`basis.${filters.basis}`),
    states: filters.states?.map((state) => t(`state.${state}`)).join(" / "),
    lateWorkdays:
      filters.lateWorkdays === 0
        ? t("quick.late")
        : filters.lateWorkdays === undefined
          ? undefined
          : t("chip.late", { days: filters.lateWorkdays }),
    stuckWorkdays:
      filters.stuckWorkdays === 0
        ? t("chip.stuckAny")
        : filters.stuckWorkdays === undefined
          ? undefined
          : t("chip.stuck", { days: filters.stuckWorkdays }),
    stuckFen: filters.stuckFen && t("chip.amount", { amount: money(filters.stuckFen) }),
    disputeOpen: filters.disputeOpen && t("quick.dispute"),
    unacknowledged: filters.unacknowledged && t("quick.unacknowledged"),
  };
  const quick = new Set(
    QUICK.filter((it) => isQuick(filters, it)).flatMap((it) => Object.keys(QUICK_SETS[it])),
  );
  return Object.entries(words).flatMap(([key, text]) =>
    text ? [{ key: key as keyof BoardFilters, text, quick: quick.has(key) }] : [],
  );
}
