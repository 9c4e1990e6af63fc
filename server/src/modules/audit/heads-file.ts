import { mkdir, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalDate } from "../../kernel/clock.ts";

/** Where a chain ended on a day. `hash` is hex, `chain` a city's id or PLATFORM. */
export type Head = { chain: string; day: LocalDate; seq: string; hash: string; publishedAt: string };

const ENDING = ".jsonl";

/** A line of a file that is no head: somebody wrote in it. */
export type BrokenLine = { file: string; line: number };

const fileOf = (directory: string, chain: string) => join(directory, `${chain}${ENDING}`);

/** Whether the file of a chain holds the head of a day. */
export async function holdsDay(directory: string, chain: string, day: LocalDate): Promise<boolean> {
  const { heads } = await readChain(directory, `${chain}${ENDING}`);
  return heads.some((head) => head.day === day);
}

/** Writes a head at the end of its chain's file, and waits until the disk has it. */
export async function appendHead(directory: string, head: Head): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(fileOf(directory, head.chain), "a", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(head)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Everything that the files of a folder say; nothing where there is no such folder yet. */
export async function readHeads(directory: string): Promise<{ heads: Head[]; broken: BrokenLine[] }> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  const read = await Promise.all(
    names.filter((name) => name.endsWith(ENDING)).map((name) => readChain(directory, name)),
  );
  return { heads: read.flatMap(({ heads }) => heads), broken: read.flatMap(({ broken }) => broken) };
}

async function readChain(directory: string, file: string): Promise<{ heads: Head[]; broken: BrokenLine[] }> {
  const text = await readFile(join(directory, file), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const heads: Head[] = [];
  const broken: BrokenLine[] = [];
  for (const [n, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const head = headOf(line);
    if (head && `${head.chain}${ENDING}` === file) heads.push(head);
    else broken.push({ file, line: n + 1 });
  }
  return { heads, broken };
}

function headOf(line: string): Head | null {
  try {
    const { chain, day, seq, hash, publishedAt } = JSON.parse(line) as Head;
    // A number that no chain can reach would end the comparison of all the others.
    const whole = /^\d{1,18}$/.test(seq) && /^[0-9a-f]{64}$/.test(hash) && /^\d{4}-\d\d-\d\d$/.test(day);
    return whole && typeof chain === "string" ? { chain, day, seq, hash, publishedAt } : null;
  } catch {
    return null;
  }
}
