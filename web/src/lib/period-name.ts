import { defineMessages, useMessages } from "./i18n.ts";

const messages = defineMessages({
  zh: {
    year: "{year}年",
    quarter: "{year}年第{quarter, select, 1 {一} 2 {二} 3 {三} other {四}}季度",
  },
  en: { year: "{year}", quarter: "Quarter {quarter}, {year}" },
});

/** What a period is called by its code: `2026年第三季度`, `2026年`; a code of another form is its own name. */
export function usePeriodName() {
  const t = useMessages(messages);
  return (code: string) => {
    const [, year, quarter] = /^(\d{4})(?:Q([1-4]))?$/.exec(code) ?? [];
    if (year === undefined) return code;
    return quarter === undefined ? t("year", { year }) : t("quarter", { year, quarter });
  };
}
