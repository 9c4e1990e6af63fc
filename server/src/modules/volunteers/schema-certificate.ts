import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { secretHash } from "../../kernel/secret.ts";
import { codeOfCertificate } from "./issue-certificate.ts";
import { certificatesVisibleTo } from "./policy.ts";

/** A certificate as its holder sees it; everybody else checks it by its code on the public page. */

builder.prismaObject("CertificateLine", {
  description: "One confirmed session on a certificate, as it was when it was issued.",
  fields: (t) => ({
    onDay: t.expose("onDay", { type: "LocalDate", description: "The day." }),
    activity: t.exposeString("activity", { description: "What it was." }),
    host: t.exposeString("host", { description: "Who held it." }),
    confirmer: t.exposeString("confirmer", { description: "Who confirmed it." }),
    minutes: t.expose("minutes", { type: "BigInt", description: "Whole minutes." }),
    typed: t.exposeBoolean("typed", { description: "Typed, not measured." }),
  }),
});

builder.prismaNode("ServiceCertificate", {
  nullable: true,
  description: "A certificate of service: what the record said on the day it was asked for.",
  id: { field: "id", description: "`ServiceCertificate:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [certificatesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    number: t.exposeString("number", { description: "Its number in the city." }),
    fromDay: t.expose("fromDay", { type: "LocalDate", description: "The first day that it covers." }),
    toDay: t.expose("toDay", { type: "LocalDate", description: "The last day that it covers." }),
    minutes: t.expose("minutes", { type: "BigInt", description: "Measured minutes." }),
    typedMinutes: t.expose("typedMinutes", { type: "BigInt", description: "Typed minutes, apart." }),
    issuedAt: t.expose("issuedAt", { type: "DateTime", description: "When it was issued." }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when it no longer holds, because hours of it were taken back.",
    }),
    checkCode: t.string({
      nullable: true,
      description: "The code by which anybody checks it; null when the server's key has changed since.",
      select: { id: true, codeHash: true },
      resolve: ({ id, codeHash }, _args, ctx) => knownCode(ctx.secretOf, id, codeHash),
    }),
    path: t.string({
      nullable: true,
      description: "The public page that checks and prints it: `/p/certificates/<code>`.",
      select: { id: true, codeHash: true },
      resolve: ({ id, codeHash }, _args, ctx) => {
        const code = knownCode(ctx.secretOf, id, codeHash);
        return code && `/p/certificates/${code}`;
      },
    }),
    lines: t.relation("lines", {
      query: { orderBy: [{ onDay: "asc" }, { id: "asc" }] },
      description: "Its sessions, by day.",
    }),
  }),
});

function knownCode(
  secretOf: Parameters<typeof codeOfCertificate>[0] | undefined,
  id: string,
  hash: Uint8Array,
): string | null {
  const code = secretOf ? codeOfCertificate(secretOf, id) : null;
  return code !== null && Buffer.from(hash).equals(secretHash(code)) ? code : null;
}
