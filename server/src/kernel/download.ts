import type { Readable } from "node:stream";
import type { PersonActor } from "./actor.ts";
import type { CommandContext } from "./command.ts";

/** A file made for one person: its name, its media type, and its bytes, streamed where they are many. */
export type Download = { fileName: string; mediaType: string; body: Readable | Uint8Array };

/** What making a file may use: a command's context for the signed-in person, and the stored files. */
export type DownloadContext = Omit<CommandContext, "actor"> & {
  actor: PersonActor;
  storage: { open(key: string): Promise<Readable>; exists(key: string): Promise<boolean> };
};

/** One file that a module offers under `/downloads/<path>`; its parameters come in the query. */
export type DownloadDeclaration = {
  /** Below /downloads/, with the ending of the file: `board.csv`. */
  path: string;
  /**
   * Makes the file. Whatever is refused is refused before the first byte.
   *
   * @throws Rejection, whose code is answered.
   */
  open(ctx: DownloadContext, query: Record<string, string>): Promise<Download>;
};
