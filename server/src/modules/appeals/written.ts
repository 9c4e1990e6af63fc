import type { Contact } from "./contact.ts";
import { LONGEST, linksIn, MOST_LINKS, plainText } from "./model.ts";

/** The fields of the form of a community, as they were sent. */
export type WrittenFields = { text: string; name: string; phone: string; consent: string };

/** A complaint about one field; `code` names its words. */
export type Complaint = {
  field: keyof WrittenFields | "photo";
  code: string;
  values?: Record<string, string>;
};

/** Characters that say anything at all. */
const SHORTEST = 4;
const PHONE = /^\+?[0-9][0-9 -]{5,18}$/;

/** What was written, cleaned, or what is wrong with it by field. */
export function readWritten(
  fields: WrittenFields,
): { text: string; contact: Contact | null } | { complaints: Complaint[] } {
  const text = fields.text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  const name = cleanLine(fields.name);
  const phone = cleanLine(fields.phone.normalize("NFKC"));
  const complaints: Complaint[] = [];
  const says = plainText(text).length;
  if (text === "") complaints.push({ field: "text", code: "REQUIRED" });
  else if (says < SHORTEST)
    complaints.push({ field: "text", code: "tooShort", values: { min: String(SHORTEST) } });
  if ([...text].length > LONGEST.text)
    complaints.push({ field: "text", code: "TOO_LONG", values: { max: String(LONGEST.text) } });
  if (linksIn(text) > MOST_LINKS)
    complaints.push({ field: "text", code: "tooManyLinks", values: { max: String(MOST_LINKS) } });
  if ([...name].length > LONGEST.name)
    complaints.push({ field: "name", code: "TOO_LONG", values: { max: String(LONGEST.name) } });
  if (phone !== "" && !PHONE.test(phone)) complaints.push({ field: "phone", code: "notAPhone" });
  const given = name !== "" || phone !== "";
  if (given && fields.consent !== "yes") complaints.push({ field: "consent", code: "noConsent" });
  if (complaints.length > 0) return { complaints };
  return { text, contact: given ? { name: name || null, phone: phone || null } : null };
}

function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
