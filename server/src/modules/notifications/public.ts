import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { type DispatchContext, dispatchAll } from "./dispatch-outbox.ts";
import { eventDeclaration, eventNames } from "./registry.ts";
import { defaultLadder } from "./reminder-model.ts";

/** Names of the events that want an act of who is told. */
export const askingEvents: readonly string[] = eventNames.filter((name) => eventDeclaration(name)?.asks);

/** A running dispatcher. */
export type Dispatcher = {
  /** Looks for events now instead of within a second. */
  wake(): void;
  /** Finishes the batch in hand and ends. */
  stop(): Promise<void>;
};

export type DispatcherOptions = DispatchContext & {
  /** Milliseconds between two looks when nobody wakes it: commands of other processes are told too. */
  interval?: number;
  onError(error: unknown): void;
};

/**
 * Tells events for as long as the server runs. Errors (a database that restarts) are reported and tried again at the
 * next look.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { interval = 1_000, onError } = options;
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;

  const run = async () => {
    do {
      again = false;
      try {
        await dispatchAll(options);
      } catch (error) {
        if (!stopped) onError(error);
      }
    } while (again && !stopped);
    running = undefined;
  };
  const wake = () => {
    if (stopped) return;
    again = true;
    running ??= run();
  };
  const timer = setInterval(wake, interval);
  timer.unref();
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Gives a new city the ladder of reminders that every city begins with, inside the caller's command. */
export async function writeDefaultLadder(command: Command, cityId: string): Promise<void> {
  await command.tx.reminderPolicy.createMany({
    data: defaultLadder.map((rung) => ({
      ...rung,
      id: command.newId(),
      cityId,
      validFrom: toDbDate(command.today),
    })),
  });
}
