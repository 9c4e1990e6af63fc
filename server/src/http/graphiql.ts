import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>GraphiQL</title>
    <style>body { margin: 0 } #graphiql { height: 100dvh }</style>
  </head>
  <body>
    <div id="graphiql"></div>
    <script type="module" src="/graphiql/@id/__x00__graphiql-page"></script>
  </body>
</html>`;

const SCRIPT = `
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const fetcher = createGraphiQLFetcher({ url: "/graphql", headers: { "x-gongjian": "1" } });
createRoot(document.getElementById("graphiql")).render(createElement(GraphiQL, { fetcher }));
`;

/** The page is a tool of developers on their own machine; its editor makes code and styles at run time. */
const POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'";

/**
 * GET /graphiql, in development only: GraphiQL from the npm package, bundled by Vite when it is first asked for.
 * Neither is installed with the product, so they are loaded here and nowhere else.
 */
export async function registerGraphiql(app: FastifyInstance): Promise<void> {
  let starting: Promise<import("vite").ViteDevServer> | undefined;
  const bundler = () => {
    starting ??= startBundler();
    return starting;
  };

  app.get("/graphiql", (_request, reply) =>
    reply.header("content-security-policy", POLICY).type("text/html; charset=utf-8").send(PAGE),
  );
  app.get("/graphiql/*", { logLevel: "warn" }, async (request, reply) => {
    const { middlewares } = await bundler();
    reply.hijack();
    middlewares(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404;
      reply.raw.end();
    });
  });
  app.addHook("onClose", async () => {
    await (await starting)?.close();
  });
}

async function startBundler() {
  const { createServer } = await import("vite");
  return createServer({
    configFile: false,
    root: join(import.meta.dirname, "../.."),
    base: "/graphiql/",
    cacheDir: join(tmpdir(), "gongjian-graphiql"),
    appType: "custom",
    logLevel: "silent",
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
    optimizeDeps: {
      // Workers are found by Vite only in files that it did not bundle before.
      exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"],
      include: ["graphiql", "@graphiql/toolkit", "react", "react-dom/client"],
      entries: [],
    },
    plugins: [
      {
        name: "graphiql-page",
        resolveId: (id) =>
          id === "graphiql-page" || id === "\0graphiql-page" ? "\0graphiql-page" : undefined,
        load: (id) => (id === "\0graphiql-page" ? SCRIPT : undefined),
      },
    ],
  });
}
