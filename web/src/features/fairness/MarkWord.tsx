import { IconArrowDownCircle, IconArrowUpCircle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import type { FairnessMark } from "../../gql/graphql.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";

const ICONS = {
  UNDER: IconArrowDownCircle,
  WITHIN: IconCircleCheck,
  OVER: IconArrowUpCircle,
  UNKNOWN: IconHelpCircle,
} as const;

/** Whether a community received little or much, by icon and word. */
export function MarkWord({ mark }: { mark: FairnessMark }) {
  const t = useMessages(messages);
  const Icon = ICONS[mark];
  return (
    <span className={classes.mark} data-mark={mark}>
      <Icon size={18} aria-hidden />
      {t(`mark.${mark}`)}
    </span>
  );
}
