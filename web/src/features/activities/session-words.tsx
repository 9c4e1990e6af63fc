import {
  IconBan,
  IconCalendarEvent,
  IconCircleCheck,
  IconHourglass,
  IconProgress,
  IconUserCheck,
} from "@tabler/icons-react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";

const SessionStateMark_ActivitySession = graphql(`
  fragment SessionStateMark_ActivitySession on ActivitySession {
    startsAt
    endsAt
    state
    cancelReason
    mySignup { state }
  }
`);

/** How a session stands, first of all for the person who looks: coming, waiting, cancelled, going on, over. */
export function SessionStateMark(props: {
  session: FragmentType<typeof SessionStateMark_ActivitySession>;
  /** Says nothing of a session that simply is to come: its day says so already. */
  brief?: boolean;
}) {
  const { startsAt, endsAt, state, cancelReason, mySignup } = readFragment(
    SessionStateMark_ActivitySession,
    props.session,
  );
  const t = useMessages(messages);
  if (state === "CANCELLED")
    return (
      <StateMark icon={IconBan} tone="quiet">
        {t("cancelledFor", { reason: t(`reason.${cancelReason ?? "OTHER"}`) })}
      </StateMark>
    );
  const now = Date.now();
  if (state === "ENDED" || Date.parse(endsAt) <= now)
    return (
      <StateMark icon={IconCircleCheck} tone="quiet">
        {t("state.ENDED")}
      </StateMark>
    );
  if (mySignup?.state === "WAITING")
    return (
      <StateMark icon={IconHourglass} tone="accent">
        {t("mine.WAITING")}
      </StateMark>
    );
  if (mySignup)
    return (
      <StateMark icon={IconUserCheck} tone="accent">
        {t("mine.SIGNED")}
      </StateMark>
    );
  const running = Date.parse(startsAt) <= now;
  if (props.brief && !running) return null;
  return (
    <StateMark icon={running ? IconProgress : IconCalendarEvent} tone={running ? "accent" : "quiet"}>
      {t(running ? "state.RUNNING" : "state.PLANNED")}
    </StateMark>
  );
}

const SeatWords_ActivitySession = graphql(`
  fragment SeatWords_ActivitySession on ActivitySession { endsAt state capacity signed waiting }
`);

/** Places in words: how many are left, who waits; nothing once it does not matter any more. */
export function useSeatWords() {
  const t = useMessages(messages);
  return (masked: FragmentType<typeof SeatWords_ActivitySession>): string => {
    const { endsAt, state, capacity, signed, waiting } = readFragment(SeatWords_ActivitySession, masked);
    if (state === "CANCELLED" || Date.parse(endsAt) <= Date.now())
      return state === "CANCELLED" ? "" : t("seats.signed", { count: signed });
    if (capacity === null || capacity === undefined)
      return `${t("seats.any")} · ${t("seats.signed", { count: signed })}`;
    const left = Math.max(0, capacity - signed);
    return left > 0 && waiting === 0 ? t("seats.left", { left }) : t("seats.full", { waiting });
  };
}
