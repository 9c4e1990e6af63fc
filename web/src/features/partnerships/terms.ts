import { todayInChina } from "../../lib/format.ts";

/** The document and the term of an assignment, as typed. */
export interface Terms {
  documentNumber: string;
  documentDate: string;
  startsOn: string;
  endsOn: string;
}

/** From today to the end of the year: what most documents say. */
export function usualTerms(): Terms {
  const today = todayInChina();
  return { documentNumber: "", documentDate: today, startsOn: today, endsOn: `${today.slice(0, 4)}-12-31` };
}

/** Which field still stands in the way; null when all are there. */
export function missingTerm(terms: Terms): keyof Terms | null {
  if (terms.documentNumber.trim() === "") return "documentNumber";
  if (!terms.documentDate) return "documentDate";
  if (!terms.startsOn || terms.startsOn < terms.documentDate) return "startsOn";
  if (!terms.endsOn || terms.endsOn < terms.startsOn) return "endsOn";
  return null;
}
