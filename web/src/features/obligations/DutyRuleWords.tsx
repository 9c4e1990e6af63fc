import { useMessages } from "../../lib/i18n.ts";
import { type KindWords, useKindWords } from "../../lib/kind-words.ts";
import { messages } from "./messages.ts";

export const PERIOD_KINDS = ["QUARTER", "HALF_YEAR", "YEAR"] as const;
export const APPLIES_TO = ["EACH", "LEAD"] as const;
export const PRO_RATINGS = ["DAYS", "FULL", "SKIP"] as const;
export const PARTNERSHIP_KINDS = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;

interface RuleWords {
  kind: KindWords;
  quantity: string;
  good: string | null;
  periodKind: (typeof PERIOD_KINDS)[number];
  appliesTo: (typeof APPLIES_TO)[number];
}

/** What a rule asks, as a sentence. */
export function useRuleSentence() {
  const t = useMessages(messages);
  const kinds = useKindWords();
  return ({ kind, quantity, good, periodKind, appliesTo }: RuleWords) =>
    t(`ruleSentence.${appliesTo}`, {
      kind: kinds.title(kind, good),
      quantity: kinds.quantity(kind, quantity, good),
      period: t(`perPeriod.${periodKind}`),
    });
}
