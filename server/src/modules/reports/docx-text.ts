import { unzip } from "../../kernel/unzip.ts";

/** Parts of a DOCX in which text stands. */
const TEXT_PART = /^word\/(document|header\d*|footer\d*)\.xml$/;

/**
 * The text of each paragraph of a DOCX, its header and its footer, in the order of the parts' names; null when the bytes are no
 * such document. A place whose letters lie in several runs is read as one.
 */
export function textsOfDocx(bytes: Uint8Array): string[] | null {
  const parts = unzip(bytes);
  if (!parts?.has("word/document.xml")) return null;
  return [...parts]
    .filter(([name]) => TEXT_PART.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, content]) => paragraphsOf(new TextDecoder().decode(content)));
}

function paragraphsOf(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => plain(text ?? "")).join(""),
  );
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
}
