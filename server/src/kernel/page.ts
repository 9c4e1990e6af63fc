import type { Readable } from "node:stream";
import type { html } from "hono/html";
import type { Clock } from "./clock.ts";
import type { CommandContext } from "./command.ts";
import type { Database } from "./db.ts";
import type { SecretOf } from "./secret.ts";
import type { Locale } from "./words.ts";

/**
 * Pages for people who do not sign in: `/p/<path>`, made whole on the server, without script, so that an old phone shows them and
 * a closed network needs nothing else. A module declares its own in `pages.ts`. Text goes in through the template `html` of
 * `hono/html`, which escapes all that is not a template itself; `raw` is for our own SVG alone.
 */

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

/** What making a page may use. Acts are commands of the actor `{ kind: "PUBLIC", cityId }`. */
export type PageContext = {
  database: Database;
  clock: Clock;
  wakeOutbox?: () => void;
  storage: {
    open(key: string): Promise<Readable>;
    put(key: string, bytes: Uint8Array): Promise<void>;
  };
  locale: Locale;
  /** `https://host`, for addresses that leave the page: links to send, QR codes. */
  origin: string;
  secretOf: SecretOf;
  /** The hidden fields that every form of a page holds; a page with a form is kept in no cache. */
  formFields(): Html;
};

/** What a page answers. */
export type PageAnswer =
  | {
      title: string;
      body: Html;
      /** 200 when absent. */
      status?: number;
      /** Seconds for which anyone may keep it; nobody when absent. Changed pages are told apart by their ETag. */
      maxAge?: number;
      /** Laid out for paper: no header, no language switch. */
      poster?: boolean;
    }
  | { mediaType: string; text: string; fileName: string; maxAge?: number }
  | { redirectTo: string };

/** A picture that came with a form; its bytes are bounded, its content is not looked at yet. */
export type SentPhoto = { bytes: Buffer; fileName: string };

/** What was sent. */
export type SentForm = {
  /** The declared fields, trimmed; an absent one is empty. */
  fields: Record<string, string>;
  photos: SentPhoto[];
  /** Random and new with every form that was shown: the command's idempotency key, so that sending twice does nothing twice. */
  idempotencyKey: string;
};

/** A form of a page: what it holds, how often it may be sent. */
export type PageForm = {
  /** Each field with the most characters it may have; a longer one is refused before the module sees it. */
  fields: Record<string, number>;
  /** Pictures taken, none when absent; they come under the name `photo`. */
  photos?: number;
  /** Times an hour: from one address of the network (which a whole building may share), and to this page from everywhere. */
  perHour: { client: number; page: number };
  /**
   * Does what was asked and answers with what then is to be seen; a form with mistakes is shown again with what was written.
   *
   * @throws Rejection what cannot be mended by writing it differently.
   */
  send(ctx: PageContext, params: Record<string, string>, form: SentForm): Promise<PageAnswer>;
};

/** One public page. */
export type PublicPage = {
  /** Below /p/: `stations/:code`. */
  path: string;
  /** @throws Rejection NOT_FOUND, shown as a page. */
  show(ctx: PageContext, params: Record<string, string>, query: Record<string, string>): Promise<PageAnswer>;
  form?: PageForm;
};

/** The context of a command by whoever stands in front of a page of a city. */
export function visitorOf(
  { database, clock, secretOf, wakeOutbox }: PageContext,
  cityId: string,
): CommandContext & { secretOf: SecretOf } {
  return { database, clock, secretOf, wakeOutbox, actor: { kind: "PUBLIC", cityId } };
}

/** The address of a page in the language in which this one is read. */
export function inLocale(path: string, locale: Locale): string {
  return locale === "zh" ? path : `${path}${path.includes("?") ? "&" : "?"}lang=${locale}`;
}

/** The most bytes of one picture. */
export const PHOTO_BYTES = 8 * 1024 * 1024;
