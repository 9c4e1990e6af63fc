import { createTransport } from "nodemailer";
import type { LetterText } from "./kernel/outside.ts";
import type { SendMail } from "./modules/audit/publish-heads.ts";

/** Where letters go out, from whom and to whom. */
export type MailSettings = { smtpUrl: string; from: string; to: readonly string[] };

/** Longest wait for the mail server, in milliseconds, at each step. */
const PATIENCE = 20_000;

/** Sends letters to people, over one connection that stays open while there is something to send. */
export function createLetterSender({
  smtpUrl,
  from,
}: Omit<MailSettings, "to">): (letter: LetterText) => Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  });
  return async ({ to, subject, text, unsubscribe }) => {
    const list = unsubscribe === undefined ? {} : { list: { unsubscribe: { url: unsubscribe } } };
    await transport.sendMail({ from, to, subject, text, ...list });
  };
}

/** Sends letters to the addresses that were set, one connection each: there is about one letter a day. */
export function createMailer({ smtpUrl, from, to }: MailSettings): SendMail {
  return async ({ subject, text }) => {
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
    });
    try {
      await transport.sendMail({ from, to: [...to], subject, text });
    } finally {
      transport.close();
    }
  };
}
