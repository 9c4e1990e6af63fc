import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconClockExclamation,
  IconFlag,
  IconHourglass,
  IconMessageExclamation,
  IconPencil,
  IconProgress,
  IconShieldCheck,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./StateWord.module.css";

/** How a state feels; amber and red only for lateness and disputes. */
export type Tone = "quiet" | "accent" | "warn" | "late";

const STATES = {
  UPCOMING: [IconCircleDashed, "quiet"],
  DUE: [IconProgress, "accent"],
  AT_RISK: [IconClockExclamation, "warn"],
  OVERDUE: [IconAlertTriangle, "late"],
  AWAITING: [IconHourglass, "quiet"],
  MET: [IconCircleCheck, "accent"],
  MET_LATE: [IconClock, "accent"],
  UNMET: [IconBan, "late"],
  WAIVED: [IconShieldCheck, "quiet"],
  CANCELLED: [IconBan, "quiet"],
  SUSPENDED: [IconFlag, "quiet"],
  DRAFT: [IconPencil, "quiet"],
  SUBMITTED: [IconHourglass, "quiet"],
  ACCEPTED: [IconCircleCheck, "accent"],
  PARTLY_ACCEPTED: [IconProgress, "accent"],
  DISPUTED: [IconMessageExclamation, "late"],
  SETTLED: [IconShieldCheck, "accent"],
  WITHDRAWN: [IconArrowBackUp, "quiet"],
} as const satisfies Record<string, readonly [TablerIcon, Tone]>;

/** The states that have a word here; other things name theirs with `StateMark`. */
export type StateName = keyof typeof STATES;

interface StateMarkProps {
  icon: TablerIcon;
  tone: Tone;
  children: ReactNode;
}

/** Icon, colour and word for a state that has no entry in `StateWord`. Never colour alone. */
export function StateMark({ icon: Icon, tone, children }: StateMarkProps) {
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

interface StateWordProps {
  state: StateName;
  /** Working days late, for OVERDUE. */
  days?: number;
}

/** The state of an obligation or a delivery as icon, colour and word. */
export function StateWord({ state, days }: StateWordProps) {
  const t = useMessages(messages);
  const [icon, tone] = STATES[state];
  return (
    <StateMark icon={icon} tone={tone}>
      {state === "OVERDUE" && days !== undefined ? t("overdueBy", { days }) : t(`state.${state}`)}
    </StateMark>
  );
}
