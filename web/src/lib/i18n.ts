import { createTranslator, type _Translator as Translator } from "use-intl/core";
import { LANGUAGE_TAG, type Locale, useLocale } from "./locale.tsx";

/** A tree of ICU texts. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/** The same keys as `T`, with texts of one's own. */
type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The two languages of one folder's texts. */
export interface Messages<T extends MessageTree = MessageTree> {
  zh: T;
  en: SameKeys<T>;
}

/**
 * Declares a folder's texts. English has exactly the keys of Chinese (by type); that no key is missing or unused and
 * that both take the same arguments is held by `messages.test.ts`.
 */
export function defineMessages<const T extends MessageTree>(messages: {
  zh: T;
  en: NoInfer<SameKeys<T>>;
}): Messages<T> {
  return messages;
}

const translators = new WeakMap<object, Map<Locale, unknown>>();

/**
 * The texts of one folder in a language: `translate(messages, "zh")("save")`. A text that cannot be formed
 * throws in development and shows its key in production.
 */
export function translate<const T extends MessageTree>(messages: Messages<T>, locale: Locale): Translator<T> {
  const known = translators.get(messages) ?? new Map<Locale, unknown>();
  translators.set(messages, known);
  const existing = known.get(locale);
  if (existing) return existing as Translator<T>;
  const translator = createTranslator({
    locale: LANGUAGE_TAG[locale],
    messages: messages[locale] as Record<string, unknown>,
    timeZone: "Asia/Shanghai",
    onError: (error) => {
      if (import.meta.env.DEV) throw error;
      console.error(error.message);
    },
  });
  known.set(locale, translator);
  return translator as unknown as Translator<T>;
}

/** `const t = useMessages(messages)`, then `t("key", {argument})` or `t.rich(…)`. Keys and arguments are typed. */
export function useMessages<const T extends MessageTree>(messages: Messages<T>): Translator<T> {
  const { locale } = useLocale();
  return translate(messages, locale);
}
