import { formatQuantity, type Measure } from "./format.ts";
import { useLocale } from "./locale.tsx";

/** A kind of support as the API gives it, as far as words need it. */
export interface KindWords {
  nameZh: string;
  nameEn: string;
  measure: Measure;
  unitZh: string;
  unitEn: string;
}

/** How kinds and their quantities are written in the chosen language: name, counting word, quantity. */
export function useKindWords() {
  const { locale } = useLocale();
  const name = (kind: KindWords) => (locale === "zh" ? kind.nameZh : kind.nameEn);
  /** The counting word; for goods the good itself. */
  const unit = (kind: KindWords, good?: string | null): string | null =>
    kind.measure === "GOODS" ? (good ?? null) : (locale === "zh" ? kind.unitZh : kind.unitEn) || null;
  return {
    name,
    unit,
    /** Name with the good, where there is one: `物资（路灯）`. */
    title: (kind: KindWords, good?: string | null) =>
      good ? (locale === "zh" ? `${name(kind)}（${good}）` : `${name(kind)} (${good})`) : name(kind),
    quantity: (kind: KindWords, value: string | bigint, good?: string | null) =>
      formatQuantity({ measure: kind.measure, value, unit: unit(kind, good) }, locale),
  };
}
