import { useMessages } from "../lib/i18n.ts";
import { LANGUAGE_TAG, type Locale, useLocale } from "../lib/locale.tsx";
import classes from "./LanguageSwitch.module.css";
import { messages } from "./messages.ts";

const OTHER: Record<Locale, { locale: Locale; short: string }> = {
  zh: { locale: "en", short: "EN" },
  en: { locale: "zh", short: "中" },
};

/** Changes to the other language; written in that language, as people look for it. */
export function LanguageSwitch() {
  const { locale, setLocale } = useLocale();
  const t = useMessages(messages);
  const other = OTHER[locale];
  return (
    <button
      type="button"
      className={classes.switch}
      aria-label={t("language")}
      title={t("language")}
      onClick={() => setLocale(other.locale)}
    >
      <span lang={LANGUAGE_TAG[other.locale]}>{other.short}</span>
    </button>
  );
}
