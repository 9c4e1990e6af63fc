import type { FastifyInstance } from "fastify";
import { Client } from "pg";
import { z } from "zod";
import type { AuthService, SignedIn } from "../modules/identity/accounts.ts";
import { headersOf } from "./auth.ts";

/** The PostgreSQL channel on which the outbox dispatcher speaks. */
export const LIVE_CHANNEL = "gongjian_live";

const MESSAGE = z.object({
  personIds: z.array(z.string()).optional(),
  cityId: z.string().optional(),
  kind: z.string(),
  ids: z.array(z.string()),
});

/**
 * Something changed. `personIds` are told with the ids; a whole city (`cityId` without `personIds`) is told only
 * the kind, because not everyone in it may know the ids. The payload of the NOTIFY is this as JSON, at most 8000 bytes.
 */
export type LiveMessage = z.infer<typeof MESSAGE>;

/** One open stream; `write` returns false when the reader does not keep up. */
export interface LiveSubscriber {
  personId: string;
  cityId: string | undefined;
  sessionId: string;
  write(message: { kind: string; ids: readonly string[] }): boolean;
  end(): void;
}

/** Hands messages to the open streams of this process. */
export class LiveHub {
  readonly #subscribers = new Set<LiveSubscriber>();

  /** Adds a stream; undefined when its session already has as many as it may. */
  subscribe(subscriber: LiveSubscriber, mostPerSession: number): (() => void) | undefined {
    let open = 0;
    for (const other of this.#subscribers) if (other.sessionId === subscriber.sessionId) open += 1;
    if (open >= mostPerSession) return undefined;
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Tells whom a message concerns. */
  publish({ personIds, cityId, kind, ids }: LiveMessage): void {
    for (const subscriber of this.#subscribers) {
      if (personIds?.includes(subscriber.personId)) this.#write(subscriber, kind, ids);
      else if (personIds === undefined && cityId !== undefined && cityId === subscriber.cityId)
        this.#write(subscriber, kind, []);
    }
  }

  /** Tells everyone that messages may have been missed and pages should ask again. */
  resync(): void {
    for (const subscriber of this.#subscribers) this.#write(subscriber, "resync", []);
  }

  /** Ends every stream, for shutdown. */
  close(): void {
    for (const subscriber of this.#subscribers) subscriber.end();
    this.#subscribers.clear();
  }

  get size(): number {
    return this.#subscribers.size;
  }

  #write(subscriber: LiveSubscriber, kind: string, ids: readonly string[]): void {
    if (subscriber.write({ kind, ids })) return;
    this.#subscribers.delete(subscriber);
    subscriber.end();
  }
}

interface ListenerLog {
  warn(details: object, message: string): void;
}

/**
 * Feeds a hub from the database over one connection of its own, and connects again when that is lost.
 * @returns a function that stops listening.
 */
export function listenForLive(databaseUrl: string, hub: LiveHub, log: ListenerLog): () => Promise<void> {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = 500;
  let stopped = false;
  let wasConnected = false;

  const again = () => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, wait);
    timer.unref();
    wait = Math.min(wait * 2, 15_000);
  };

  const connect = async () => {
    const next = new Client({
      connectionString: databaseUrl,
      keepAlive: true,
      application_name: "gongjian live",
    });
    client = next;
    const lost = (error?: Error) => {
      if (client !== next) return;
      client = undefined;
      if (!stopped) log.warn({ err: error }, "live connection lost, connecting again");
      again();
    };
    next.on("error", lost);
    next.on("end", () => lost());
    next.on("notification", ({ payload }) => deliver(payload, hub, log));
    try {
      await next.connect();
      await next.query(`listen ${LIVE_CHANNEL}`);
      wait = 500;
      if (wasConnected) hub.resync();
      wasConnected = true;
    } catch (error) {
      await next.end().catch(() => undefined);
      lost(error instanceof Error ? error : undefined);
    }
  };

  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

function deliver(payload: string | undefined, hub: LiveHub, log: ListenerLog): void {
  try {
    hub.publish(MESSAGE.parse(JSON.parse(payload ?? "")));
  } catch (error) {
    log.warn({ err: error }, "a live message could not be read");
  }
}

export interface LiveOptions {
  hub: LiveHub;
  auth: AuthService;
  /** The city whose broadcasts a person hears. */
  cityOf(signedIn: SignedIn): Promise<string | undefined>;
  /** Milliseconds between heartbeats. */
  heartbeat?: number;
  mostPerSession?: number;
}

/** Bytes a slow reader may leave unread before its stream is ended. */
const UNREAD_LIMIT = 64 * 1024;

/** Heartbeats between two looks whether the session still holds. */
const SESSION_CHECK = 4;

/**
 * GET /live: Server-Sent Events for whoever is signed in. Each message is {kind, ids}; the kind `resync` says
 * that some may have been missed.
 */
export function registerLive(app: FastifyInstance, options: LiveOptions): void {
  const { hub, auth, cityOf, heartbeat = 25_000, mostPerSession = 5 } = options;

  app.addHook("preClose", async () => hub.close());
  app.get("/live", async (request, reply) => {
    const headers = headersOf(request);
    const signedIn = await auth.readSession(headers);
    if (!signedIn) return reply.code(401).send({ code: "UNAUTHENTICATED" });

    const raw = reply.raw;
    const unsubscribe = hub.subscribe(
      {
        personId: signedIn.personId,
        cityId: await cityOf(signedIn),
        sessionId: signedIn.sessionId,
        write(message) {
          if (raw.destroyed || raw.writableLength > UNREAD_LIMIT) return false;
          raw.write(`data: ${JSON.stringify(message)}\n\n`);
          return true;
        },
        end: () => raw.end(),
      },
      mostPerSession,
    );
    if (!unsubscribe) return reply.code(429).send({ code: "RATE_LIMITED" });

    reply.hijack();
    raw.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    raw.write("retry: 3000\n\n");

    let beats = 0;
    const timer = setInterval(async () => {
      beats += 1;
      if (raw.writableLength > UNREAD_LIMIT) return raw.destroy();
      raw.write(": \n\n");
      if (beats % SESSION_CHECK !== 0) return undefined;
      const still = await auth.readSession(headers).catch(() => signedIn);
      return still ? undefined : raw.end();
    }, heartbeat);
    timer.unref();
    raw.on("close", () => {
      clearInterval(timer);
      unsubscribe();
    });
    return reply;
  });
}
