import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import type { Outside } from "../../kernel/outside.ts";
import type { SecretOf } from "../../kernel/secret.ts";
import { sendCalls } from "./send-calls.ts";
import { sendLetters } from "./send-letters.ts";

/** What sending messages needs. */
export type MessengerContext = {
  database: Database;
  clock: Clock;
  secretOf: SecretOf;
  outside: Outside;
  /** Milliseconds for the answer of a webhook; 10 s by default. */
  patience?: number;
};

/** A running messenger. */
export type Messenger = {
  /** Finishes what is in hand and ends. */
  stop(): Promise<void>;
};

/** Sends what waits until nothing is due. */
export async function sendAll(ctx: MessengerContext): Promise<void> {
  while ((await sendCalls(ctx)) + (await sendLetters(ctx)) > 0);
}

/** Sends letters and messages to work chats for as long as the server runs; several servers share the work. */
export function startMessenger(
  options: MessengerContext & { interval?: number; onError(error: unknown): void },
): Messenger {
  const { interval = 3_000, onError } = options;
  let running: Promise<void> | undefined;
  let stopped = false;
  const look = () => {
    if (stopped) return;
    running ??= sendAll(options)
      .catch((error: unknown) => {
        if (!stopped) onError(error);
      })
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(look, interval);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
