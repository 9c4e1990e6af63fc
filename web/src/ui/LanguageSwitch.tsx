import { LANGUAGE_TAG, type Locale, useLocale } from "../lib/locale.tsx";
import classes from "./LanguageSwitch.module.css";

const OTHER: Record<Locale, { locale: Locale; short: string; words: string }> = {
  zh: { locale: "en", short: "EN", words: "EN, switch to English" },
  en: { locale: "zh", short: "中", words: "切换到中文" },
};

/** Changes to the other language; written in that language, as people look for it. */
export function LanguageSwitch() {
  const { locale, setLocale } = useLocale();
  const other = OTHER[locale];
  return (
    <button
      type="button"
      className={classes.switch}
      lang={LANGUAGE_TAG[other.locale]}
      aria-label={other.words}
      title={other.words}
      onClick={() => setLocale(other.locale)}
    >
      {other.short}
    </button>
  );
}
