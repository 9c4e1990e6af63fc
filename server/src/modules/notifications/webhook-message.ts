import { createHmac } from "node:crypto";
import type { WebhookKind } from "@gongjian/prisma/client";
import { fill, type Locale } from "../../kernel/words.ts";
import { words, wordsOr } from "./words.ts";

/** A message to a work chat: that something happened, how much of it, and where. Never a name and never free text. */
export type ChatMessage = {
  /** The same in every try: a receiver can tell a repetition by it. */
  id: string;
  event: string;
  params: Record<string, string>;
  link: string | null;
  locale: Locale;
};

/** What goes over the wire. */
export type ChatRequest = { url: URL; headers: Record<string, string>; body: string };

/** Parameters that messages may carry: counts, and nothing that a person wrote. */
const COUNTS = ["count", "obligations", "deliveries", "sessions", "appeals", "requests"] as const;

function countsOf(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(COUNTS.map((key) => [key, /^\d{1,9}$/.exec(params[key] ?? "")?.[0] ?? "0"]));
}

function textOf({ event, params, locale }: ChatMessage): string {
  return fill(wordsOr(locale, "webhook", event.replace(/^webhook\./, "")), countsOf(params));
}

/**
 * The request in the form that the receiver reads. WeCom knows its caller by the key in the address. DingTalk asks for `timestamp` and `sign`
 * in the query: HMAC-SHA256 of `timestamp\nsecret` under the secret, base64. GENERIC gets `Gongjian-Timestamp` and
 * `Gongjian-Signature: sha256=<hex>`, the HMAC-SHA256 of `timestamp.body`.
 */
export function chatRequest(
  to: { kind: WebhookKind; url: string; secret: string | null },
  message: ChatMessage,
  now: Date,
): ChatRequest {
  const url = new URL(to.url);
  const timestamp = String(now.getTime());
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  const title = words[message.locale].product;
  const text = textOf(message);
  const link = message.link === null ? "" : `\n\n[${words[message.locale].open}](${message.link})`;
  switch (to.kind) {
    case "WECOM":
      return {
        url,
        headers,
        body: JSON.stringify({ msgtype: "markdown", markdown: { content: `**${title}**\n${text}${link}` } }),
      };
    case "DINGTALK":
      if (to.secret !== null) {
        url.searchParams.set("timestamp", timestamp);
        url.searchParams.set("sign", hmac(to.secret, `${timestamp}\n${to.secret}`).toString("base64"));
      }
      return {
        url,
        headers,
        body: JSON.stringify({
          msgtype: "markdown",
          markdown: { title, text: `#### ${title}\n\n${text}${link}` },
        }),
      };
    case "GENERIC": {
      const body = JSON.stringify({
        id: message.id,
        event: message.event,
        at: now.toISOString(),
        text,
        counts: Object.fromEntries(
          Object.entries(countsOf(message.params)).map(([key, n]) => [key, Number(n)]),
        ),
        link: message.link,
      });
      headers["gongjian-timestamp"] = timestamp;
      headers["gongjian-message"] = message.id;
      if (to.secret !== null)
        headers["gongjian-signature"] = `sha256=${hmac(to.secret, `${timestamp}.${body}`).toString("hex")}`;
      return { url, headers, body };
    }
  }
}

function hmac(secret: string, text: string): Buffer {
  return createHmac("sha256", secret).update(text, "utf8").digest();
}
