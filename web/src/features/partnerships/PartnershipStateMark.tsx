import { IconArrowsLeftRight, IconBan, IconCircleCheck, IconFlag, IconHourglass } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";

const MARKS = {
  PROPOSED: [IconHourglass, "quiet"],
  ACTIVE: [IconArrowsLeftRight, "accent"],
  SUSPENDED: [IconFlag, "quiet"],
  ENDED: [IconCircleCheck, "quiet"],
  DECLINED: [IconBan, "quiet"],
} as const;

/** Where a partnership stands, as icon and word. */
export function PartnershipStateMark({ state }: { state: keyof typeof MARKS }) {
  const t = useMessages(messages);
  const [icon, tone] = MARKS[state];
  return (
    <StateMark icon={icon} tone={tone}>
      {t(`state.${state}`)}
    </StateMark>
  );
}
