import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** The two languages of the product; `zh` is written first and decides which keys exist. */
export type Locale = "zh" | "en";

const STORAGE_KEY = "gongjian.locale";

/** The language tag for `<html lang>` and Intl. */
export const LANGUAGE_TAG: Record<Locale, string> = { zh: "zh-CN", en: "en-GB" };

function initialLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "zh" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

interface LocaleState {
  locale: Locale;
  setLocale: (locale: Locale) => void;
}

const LocaleContext = createContext<LocaleState | null>(null);

/** Holds the chosen language: the switch's, else the browser's. Keeps it, and sets `<html lang>`. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(initialLocale);
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAG[locale];
  }, [locale]);
  const value = useMemo(
    () => ({
      locale,
      setLocale: (next: Locale) => {
        localStorage.setItem(STORAGE_KEY, next);
        setLocale(next);
      },
    }),
    [locale],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
}

/** The language in use and how to change it. Throws outside `LocaleProvider`. */
export function useLocale(): LocaleState {
  const state = useContext(LocaleContext);
  if (!state) throw new Error("useLocale outside LocaleProvider");
  return state;
}
