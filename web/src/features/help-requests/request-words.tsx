import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconHourglass,
  IconPencil,
  IconProgress,
  type TablerIcon,
} from "@tabler/icons-react";
import type { HelpRequestState } from "../../gql/graphql.ts";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark, type Tone } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";

const STATES: Record<HelpRequestState, readonly [TablerIcon, Tone]> = {
  DRAFT: [IconPencil, "quiet"],
  OPEN: [IconProgress, "accent"],
  DELIVERED: [IconHourglass, "accent"],
  CLOSED: [IconCircleCheck, "accent"],
  CLOSED_UNSOLVED: [IconCircleDashed, "quiet"],
  WITHDRAWN: [IconArrowBackUp, "quiet"],
};

/** Where a request stands, as icon and word. */
export function RequestState({ state }: { state: HelpRequestState }) {
  const t = useMessages(messages);
  const [icon, tone] = STATES[state];
  return (
    <StateMark icon={icon} tone={tone}>
      {t(`state.${state}`)}
    </StateMark>
  );
}
