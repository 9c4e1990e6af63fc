import { IconAlertTriangle, IconCircleCheck, IconLock } from "@tabler/icons-react";
import type { StationStanding } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";

const MARKS = {
  FRESH: [IconCircleCheck, "accent"],
  STALE: [IconAlertTriangle, "warn"],
  CLOSED: [IconLock, "quiet"],
} as const;

/** Fresh, stale or closed, as icon and word. */
export function StandingMark({ standing }: { standing: StationStanding }) {
  const t = useMessages(messages);
  const [icon, tone] = MARKS[standing];
  return (
    <StateMark icon={icon} tone={tone}>
      {t(`standing.${standing}`)}
    </StateMark>
  );
}

const DoorWords_StationState = graphql(`
  fragment DoorWords_StationState on StationState { isOpen openUntil shutBecause closedFor opensAt }
`);

/** Whether one can go in now, why not, and when again. */
export function DoorWords(props: { state: FragmentType<typeof DoorWords_StationState> }) {
  const state = readFragment(DoorWords_StationState, props.state);
  const t = useMessages(messages);
  const { instant } = useFormat();
  if (state.isOpen)
    return <span>{t("door.open", { time: state.openUntil ? clockOf(state.openUntil) : "" })}</span>;
  const reason = state.closedFor ? t(`reason.${state.closedFor}`) : "";
  return (
    <>
      <span>{t(`door.${state.shutBecause ?? "HOURS"}`, { reason })}</span>
      {state.opensAt && <span>{t("door.opensAt", { when: instant(state.opensAt) })}</span>}
    </>
  );
}

const StaleWords_StationState = graphql(`
  fragment StaleWords_StationState on StationState { staleBecause nextSessionDays confirmedSessionDays }
`);

/** Why a timetable is stale; nothing while it is fresh. */
export function StaleWords(props: { state: FragmentType<typeof StaleWords_StationState> }) {
  const { staleBecause, nextSessionDays, confirmedSessionDays } = readFragment(
    StaleWords_StationState,
    props.state,
  );
  const t = useMessages(messages);
  const days = { NOTHING_PLANNED: nextSessionDays, NOTHING_CONFIRMED: confirmedSessionDays };
  return (
    <>
      {staleBecause.map((because) => (
        <span key={because}>{t(`stale.${because}`, { days: String(days[because]) })}</span>
      ))}
    </>
  );
}
