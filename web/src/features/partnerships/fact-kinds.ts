import {
  IconBell,
  IconCash,
  IconChecklist,
  IconFileText,
  IconHeartHandshake,
  type TablerIcon,
} from "@tabler/icons-react";
import type { TimelineKind } from "../../gql/graphql.ts";
import type { Tone } from "../../ui/StateWord.tsx";

export const FACT_GROUPS = ["SUPPORT", "MONEY", "HELP", "WORDS", "BASIS"] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

const GROUPS: Record<TimelineKind, FactGroup> = {
  DELIVERED: "SUPPORT",
  ACCEPTED: "SUPPORT",
  DISPUTED: "SUPPORT",
  SETTLED: "SUPPORT",
  REVERSED: "SUPPORT",
  PLEDGED: "MONEY",
  PLEDGE_CHANGED: "MONEY",
  SPENT: "MONEY",
  EXPENSE_ATTESTED: "MONEY",
  EXPENSE_REVERSED: "MONEY",
  RETURN_SENT: "MONEY",
  RETURN_DECIDED: "MONEY",
  HELP_ASKED: "HELP",
  CLAIMED: "HELP",
  REMINDED: "WORDS",
  REMINDER_ANSWERED: "WORDS",
  EXPLAINED: "WORDS",
  EXTENSION_ASKED: "WORDS",
  EXTENSION_DECIDED: "WORDS",
  OBLIGATION_CHANGED: "WORDS",
  ACKNOWLEDGED: "BASIS",
  AGREEMENT_SIGNED: "BASIS",
  SUSPENDED: "BASIS",
};

/** Under which filter a fact stands. */
export function groupOf(kind: TimelineKind): FactGroup {
  return GROUPS[kind];
}

export const ICONS: Record<FactGroup, TablerIcon> = {
  SUPPORT: IconChecklist,
  MONEY: IconCash,
  HELP: IconHeartHandshake,
  WORDS: IconBell,
  BASIS: IconFileText,
};

/** Facts that are not quiet. */
export const TONES: Partial<Record<TimelineKind, Tone>> = {
  DELIVERED: "accent",
  ACCEPTED: "accent",
  SETTLED: "accent",
  DISPUTED: "late",
};
