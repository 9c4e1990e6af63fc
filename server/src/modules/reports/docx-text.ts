import { readDirectory, unzip } from "../../kernel/unzip.ts";

/** Parts of a DOCX in which text stands. */
const TEXT_PART = /^word\/(document|header\d*|footer\d*)\.xml$/;

/** Bytes of XML in a document of ours, unpacked; a circular has a tenth of a megabyte. More would hold everybody up while it is filled. */
const MOST_XML = 4 * 1024 * 1024;

/**
 * The text of each paragraph of a DOCX, its header and its footer, in the order of the parts' names; null when the bytes are no
 * such document, or a far too large one. A place whose letters lie in several runs is read as one.
 */
export function textsOfDocx(bytes: Uint8Array): string[] | null {
  const xml = (readDirectory(Buffer.from(bytes)) ?? []).filter(({ name }) => /\.(xml|rels)$/i.test(name));
  if (xml.reduce((sum, { size }) => sum + size, 0) > MOST_XML) return null;
  const parts = unzip(bytes);
  if (!parts?.has("word/document.xml")) return null;
  return [...parts]
    .filter(([name]) => TEXT_PART.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, content]) => paragraphsOf(new TextDecoder().decode(content)));
}

/** The tags that matter; none reaches over the next one, so that a hostile document takes no longer than its length. */
const TAG = /<w:p(?: [^<>]*)?>|<\/w:p>|<w:t(?: [^<>]*)?>([^<]*)<\/w:t>/g;

function paragraphsOf(xml: string): string[] {
  const paragraphs: string[] = [];
  // A paragraph may hold a box with paragraphs of its own.
  const open: number[] = [];
  for (const [tag, text] of xml.matchAll(TAG)) {
    const within = open.at(-1);
    if (tag.startsWith("<w:t")) {
      if (within !== undefined) paragraphs[within] += plain(text ?? "");
    } else if (tag === "</w:p>") open.pop();
    else if (!tag.endsWith("/>")) open.push(paragraphs.push("") - 1);
  }
  return paragraphs;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
}
