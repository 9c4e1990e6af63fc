import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";
import { unpack } from "./zip-fixture.ts";

const entry = (path: string, text: string, compress = true) => ({
  path,
  open: () => Readable.from([Buffer.from(text)]),
  compress,
});

test("equal entries make equal bytes, in every zone, and come out as they went in", async () => {
  const entries = () => [entry("a.txt", "first".repeat(500)), entry("files/b.bin", "second", false)];
  const archive = await buffer(zipOf(entries()));
  expect(await buffer(zipOf(entries()))).toEqual(archive);
  const elsewhere = execFileSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { Readable } from "node:stream";
       import { zipOf } from ${JSON.stringify(join(import.meta.dirname, "zip.ts"))};
       const entry = (path, text, compress) => ({ path, open: () => Readable.from([Buffer.from(text)]), compress });
       zipOf([entry("a.txt", "first".repeat(500), true), entry("files/b.bin", "second", false)]).pipe(process.stdout);`,
    ],
    { env: { ...process.env, TZ: "America/Los_Angeles" } },
  );
  expect(createHash("sha256").update(elsewhere).digest("hex")).toBe(
    createHash("sha256").update(archive).digest("hex"),
  );
  const folder = await mkdtemp(join(tmpdir(), "zip-"));
  try {
    expect(await unpack(archive, folder)).toEqual(["a.txt", "files/b.bin"]);
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("first".repeat(500));
    expect(await readFile(join(folder, "files/b.bin"), "utf8")).toBe("second");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a file that cannot be read fails the archive, and one that nobody waits for is let go", async () => {
  const broken = zipOf([
    entry("a.txt", "a"),
    {
      path: "b.txt",
      compress: true,
      open: () =>
        new Readable({
          read() {
            this.destroy(new Error("gone"));
          },
        }),
    },
  ]);
  await expect(buffer(broken)).rejects.toThrow("gone");
  const missing = zipOf([{ path: "a", compress: false, open: () => Promise.reject(new Error("not there")) }]);
  await expect(buffer(missing)).rejects.toThrow("not there");

  let opened: Readable | undefined;
  const endless = zipOf([
    {
      path: "a",
      compress: false,
      open: () => {
        opened = new Readable({
          read() {
            setImmediate(() => this.push(Buffer.alloc(65_536)));
          },
        });
        return opened;
      },
    },
  ]);
  await new Promise((done) => endless.once("data", done));
  endless.destroy();
  await new Promise((done) => setTimeout(done, 20));
  expect(opened?.destroyed).toBe(true);
});
