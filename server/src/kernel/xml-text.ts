// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text without what XML cannot hold: control characters and halves of characters. */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, "");
}
