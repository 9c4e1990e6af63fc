/** What to do when the script ends, last come first, whatever ends it: success, failure, Ctrl-C, a lost parent. */
export class Lifecycle {
  #cleanups: (() => Promise<void>)[] = [];
  #ending: Promise<void> | undefined;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => void this.end().then(() => process.exit(0)));
    }
    // Started by a package manager: when that is killed, nobody is left to press Ctrl-C.
    if (process.env["npm_lifecycle_event"]) {
      const parent = process.ppid;
      setInterval(() => {
        if (process.ppid !== parent) void this.end().then(() => process.exit(1));
      }, 1_000).unref();
    }
  }

  /** Whether the end has begun. */
  get ending(): boolean {
    return this.#ending !== undefined;
  }

  /** Remembers how to undo something that was just started. */
  onEnd(cleanup: () => Promise<void>): void {
    this.#cleanups.unshift(cleanup);
  }

  /** Ends everything once; later calls wait for the same end. */
  end(): Promise<void> {
    this.#ending ??= (async () => {
      for (const cleanup of this.#cleanups) {
        try {
          await cleanup();
        } catch (error) {
          console.error(error);
        }
      }
    })();
    return this.#ending;
  }
}
