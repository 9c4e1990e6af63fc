/** The header that names a file, in the form every browser reads: plain letters first, then the name itself. */
export function contentDisposition(kind: "inline" | "attachment", fileName: string): string {
  // A name that was cut may end in half a character, which no header can hold.
  const name = fileName.toWellFormed();
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
