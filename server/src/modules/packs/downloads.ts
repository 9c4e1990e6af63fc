import type { Readable } from "node:stream";
import { dateOf } from "../../kernel/clock.ts";
import type { DownloadDeclaration } from "../../kernel/download.ts";
import { type ZipEntry, zipOf } from "../../kernel/zip.ts";
import { recordReading } from "../audit/public.ts";
import { makePack, type Pack } from "./make-pack.ts";
import { scopeOf } from "./scope.ts";

/** An evidence pack of a partnership, an organization or a period: `packs.zip?partnershipId=…`, `organizationId=…`, `periodId=…`. */
export const downloads: readonly DownloadDeclaration[] = [
  {
    path: "packs.zip",
    async open(ctx, query) {
      const { actor, storage, database, clock } = ctx;
      const scope = await scopeOf(database.prisma, actor, query);
      const pack = await makePack({ database, storage }, { actor, scope, madeAt: clock.now() });
      try {
        await recordReading(ctx, {
          what: "pack",
          subjectIds: [scope.id],
          partnershipId: scope.kind === "PARTNERSHIP" ? scope.id : null,
          ...(scope.subject && { subject: scope.subject }),
          payload: {
            scope: scope.kind,
            id: scope.id,
            manifest: pack.manifestHash,
            entriesShown: pack.own,
            chainSeq: pack.chain?.seq ?? null,
            chainHash: pack.chain?.hash ?? null,
          },
        });
      } catch (error) {
        await pack.spool.remove();
        throw error;
      }
      return {
        fileName: `佐证包 ${plain(scope.title)} ${dateOf(clock.now())} ${pack.manifestHash.slice(0, 8)}.zip`,
        mediaType: "application/zip",
        body: bytesOf(pack, storage),
      };
    },
  },
];

/** A title without what a file's name cannot hold. */
function plain(title: string): string {
  return title.replace(/[\\/:*?"<>|\p{Cc}]/gu, " ").slice(0, 80);
}

/** The archive, streamed; the temporary folder goes when the last byte is out or the reader went away. */
function bytesOf({ spool, evidence }: Pack, storage: { open(key: string): Promise<Readable> }): Readable {
  // What explains the pack comes first.
  const written = [...spool.files].sort((a, b) => rank(a.path) - rank(b.path));
  const entries: ZipEntry[] = [
    ...written.map(({ path }) => ({ path, compress: true, open: () => spool.read(path) })),
    ...evidence.map(({ path, compress, storageKey }) => ({
      path,
      compress,
      open: () => storage.open(storageKey),
    })),
  ];
  const archive = zipOf(entries);
  archive.once("close", () => void spool.remove().catch(() => undefined));
  return archive;
}

const FIRST = ["README.txt", "verify.mjs", "manifest.json", "manifest.sha256"];
const rank = (path: string) => (FIRST.includes(path) ? FIRST.indexOf(path) : FIRST.length);
