/** Fewest and most characters of a username. Two, because Chinese names are short. */
export const USERNAME_LENGTH = { min: 2, max: 32 } as const;

/** Fewest and most characters of a password. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** Why a username or a password is refused; translated on the client. */
export type CredentialRefusal =
  | "USERNAME_LENGTH"
  | "USERNAME_CHARACTERS"
  | "PASSWORD_TOO_SHORT"
  | "PASSWORD_TOO_LONG"
  | "PASSWORD_TOO_COMMON";

const PASSWORD_REFUSALS: readonly string[] = [
  "PASSWORD_TOO_SHORT",
  "PASSWORD_TOO_LONG",
  "PASSWORD_TOO_COMMON",
] satisfies CredentialRefusal[];

/** Whether a code says that a password was refused. */
export function isPasswordRefusal(code: string): boolean {
  return PASSWORD_REFUSALS.includes(code);
}

const USERNAME_CHARACTERS = /^[a-z0-9._\-\p{Script=Han}]+$/u;

// What is tried first by whoever guesses, at the length we ask for.
const COMMON_PASSWORDS = new Set([
  "0123456789",
  "0987654321",
  "1qaz2wsx3edc",
  "1q2w3e4r5t",
  "1q2w3e4r5t6y",
  "5201314520",
  "abcd123456",
  "abc1234567",
  "admin12345",
  "admin123456",
  "admin@123456",
  "administrator",
  "asdfghjkl1",
  "asdfghjkl;",
  "changeme123",
  "iloveyou123",
  "letmein123",
  "p@ssw0rd123",
  "password01",
  "password12",
  "password123",
  "password1234",
  "passw0rd123",
  "q1w2e3r4t5",
  "qazwsxedc1",
  "qwer123456",
  "qwerty1234",
  "qwerty12345",
  "qwerty123456",
  "qwertyuiop",
  "root123456",
  "test123456",
  "welcome123",
  "woaini1314",
  "woaini520520",
  "zxcvbnm123",
]);

const RUNS = ["0123456789".repeat(13), "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];

/** The form of a username under which it is stored and looked up: NFC, trimmed, lower case. */
export function normalizeUsername(username: string): string {
  return username.normalize("NFC").trim().toLowerCase();
}

/** Checks a username in its normalised form; undefined when it may be used. */
export function refuseUsername(normalized: string): CredentialRefusal | undefined {
  const length = [...normalized].length;
  if (length < USERNAME_LENGTH.min || length > USERNAME_LENGTH.max) return "USERNAME_LENGTH";
  return USERNAME_CHARACTERS.test(normalized) ? undefined : "USERNAME_CHARACTERS";
}

/** Checks a new password against length and what everyone tries first; undefined when it may be used. */
export function refusePassword(password: string, username: string): CredentialRefusal | undefined {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) return "PASSWORD_TOO_SHORT";
  if (length > PASSWORD_LENGTH.max) return "PASSWORD_TOO_LONG";
  const plain = password.toLowerCase();
  const few = new Set(plain).size <= 3;
  const isUsername = username.length > 3 && plain.replaceAll(username, "").length < 4;
  return few || isUsername || isRun(plain) || COMMON_PASSWORDS.has(plain) ? "PASSWORD_TOO_COMMON" : undefined;
}

/** True for a piece of a row of keys or of the alphabet, in either direction: 1234567890, zyxwvutsrq. */
function isRun(text: string): boolean {
  const reversed = [...text].reverse().join("");
  return RUNS.some((run) => run.includes(text) || run.includes(reversed));
}
