import { Readable } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import { registerPages } from "../src/http/pages.ts";
import type { PublicPage } from "../src/kernel/page.ts";
import { pages as allPages } from "../src/pages.ts";
import { TEST_SECRETS, type World } from "./world.ts";

/** What a visitor who did not sign in is shown. */
export type Shown = { status: number; text: string; headers: Record<string, unknown> };

/** A picture for a form. */
export type TestPhoto = { fileName: string; mediaType: string; bytes: Uint8Array };

/** The public pages of a world, as a browser meets them. */
export class PublicVisitor {
  readonly #app: FastifyInstance;
  readonly #address: string;

  private constructor(app: FastifyInstance, address: string) {
    this.#app = app;
    this.#address = address;
  }

  /** A visitor from one address of the network. */
  static async of(
    world: World,
    { address = "192.0.2.7", pages = allPages }: { address?: string; pages?: readonly PublicPage[] } = {},
  ): Promise<PublicVisitor> {
    const app: FastifyInstance = Fastify({ trustProxy: true });
    await registerPages(app, {
      pages,
      context: {
        database: world.database,
        clock: world.clock,
        secretOf: TEST_SECRETS,
        storage: {
          open: async (key) => Readable.from([Buffer.from(world.files.get(key) ?? [])]),
          put: async (key, bytes) => void world.files.set(key, bytes),
        },
      },
      baseUrl: "https://gongjian.example",
    });
    return new PublicVisitor(app, address);
  }

  /** Opens `/p/<path>`. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Shown> {
    const url = path.startsWith("/") ? path : `/p/${path}`;
    return shownOf(await this.#app.inject({ url, headers: { ...this.#from(), ...headers } }));
  }

  /** The token of the form on a page that was shown. */
  tokenIn({ text }: Shown): string {
    return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? "";
  }

  /** Opens a page, takes as long as a person for its form, and sends it. `token` sends an earlier showing of the form again. */
  async send(
    world: World,
    path: string,
    fields: Record<string, string>,
    { photos = [], token }: { photos?: readonly TestPhoto[]; token?: string } = {},
  ): Promise<Shown> {
    const given = token ?? this.tokenIn(await this.open(path));
    world.clock.set(new Date(world.clock.now().getTime() + 5_000));
    const form = new FormData();
    for (const [name, value] of Object.entries({ token: given, ...fields })) form.append(name, value);
    for (const { fileName, mediaType, bytes } of photos)
      form.append("photo", new Blob([Buffer.from(bytes)], { type: mediaType }), fileName);
    const request = new Request("http://localhost", { method: "POST", body: form });
    const payload = Buffer.from(await request.arrayBuffer());
    const headers = { ...this.#from(), "content-type": request.headers.get("content-type") ?? "" };
    const url = path.startsWith("/") ? path : `/p/${path}`;
    return shownOf(await this.#app.inject({ method: "POST", url, headers, payload }));
  }

  #from(): Record<string, string> {
    return { "x-forwarded-for": this.#address };
  }
}

function shownOf(answer: { statusCode: number; body: string; headers: Record<string, unknown> }): Shown {
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}
