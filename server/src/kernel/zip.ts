import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** One file of an archive. It is opened when its turn comes, and one at a time. */
export type ZipEntry = {
  /** With forward slashes. */
  path: string;
  open(): Readable | Promise<Readable>;
  /** False for what is compressed already, as pictures are. */
  compress: boolean;
};

/** The first day that an archive knows, by the clock on the wall: the same bytes in every zone. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * An archive, streamed: at no time is more than a piece of one file in memory. Equal entries make equal bytes. When a file cannot
 * be read the stream fails, so that nobody takes half an archive for a whole one.
 */
export function zipOf(entries: Iterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let current: Readable | undefined;
  const fail = (error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on("error", fail);
  // Whoever takes the archive may go away in the middle of a file.
  output.once("close", () => current?.destroy());
  output.on("error", () => undefined);
  for (const { path, open, compress } of entries) {
    const options = { mtime: NO_DATE, forceDosTimestamp: true, mode: 0o100644, compress };
    zip.addReadStreamLazy(path, options, (done) => {
      Promise.resolve()
        .then(open)
        .then((source) => {
          current = source;
          source.on("error", fail);
          if (output.destroyed) source.destroy();
          else done(null, source);
        })
        .catch(fail);
    });
  }
  zip.end();
  return output;
}
