import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

/** What a period is called by its code: `2026年第三季度`, `2026年`; a code of another form is its own name. */
export function usePeriodName() {
  const t = useMessages(messages);
  return (code: string) => {
    const [, year, quarter] = /^(\d{4})(?:Q([1-4]))?$/.exec(code) ?? [];
    if (year === undefined) return code;
    return quarter === undefined ? t("period.year", { year }) : t("period.quarter", { year, quarter });
  };
}
