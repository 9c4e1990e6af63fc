import type { FastifyInstance } from "fastify";
import { XLSX } from "../modules/evidence/file-kinds.ts";
import type { AuthService } from "../modules/identity/accounts.ts";
import { makeTemplate } from "../modules/workbook/template.ts";
import { headersOf } from "./auth.ts";

/** GET /files/workbook-template.xlsx: the empty workbook to fill in, for whoever is signed in. */
export function registerWorkbookTemplate(app: FastifyInstance, auth: AuthService): void {
  let template: Promise<Buffer> | undefined;
  app.get("/files/workbook-template.xlsx", async (request, reply) => {
    const signedIn = await auth.readSession(headersOf(request));
    if (!signedIn) return reply.code(401).send({ code: "UNAUTHENTICATED" });
    // It is the same for everybody and made once.
    template ??= makeTemplate();
    return reply
      .type(XLSX)
      .header("cache-control", "private, max-age=300")
      .header("content-disposition", 'attachment; filename="gongjian-workbook.xlsx"')
      .send(await template);
  });
}
