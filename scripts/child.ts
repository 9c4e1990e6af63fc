import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the repository. */
export const root = join(import.meta.dirname, "..");

/** How a child process ended and what it said (both of its outputs, in order). */
export type Ended = { code: number; output: string };

/** Options of {@link run}. */
export type RunOptions = { cwd?: string; env?: Record<string, string>; show?: boolean };

/**
 * Runs a program to its end. Its own programs are found first in `node_modules/.bin` of the place it runs in.
 *
 * @param options.show passes its output through while it runs; otherwise it is only kept.
 */
export async function run(program: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const cwd = options.cwd ?? root;
  const paths = [join(cwd, "node_modules/.bin"), join(root, "node_modules/.bin"), dirname(process.execPath)];
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...options.env, PATH: [...paths, process.env["PATH"] ?? ""].join(":") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
    output += chunk;
    if (options.show) stream.write(chunk);
  };
  child.stdout.on("data", keep(process.stdout));
  child.stderr.on("data", keep(process.stderr));
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      output += error.message;
      resolve(127);
    });
    child.on("close", (status) => resolve(status ?? 1));
  });
  return { code, output };
}

/** Whether a file of the repository exists. */
export function has(path: string): boolean {
  return existsSync(join(root, path));
}
