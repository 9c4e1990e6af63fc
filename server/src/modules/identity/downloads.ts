import { Readable } from "node:stream";
import { dateOf } from "../../kernel/clock.ts";
import { runCommand } from "../../kernel/command.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { chainHeadOf } from "../audit/public.ts";
import { actions } from "./policy.ts";
import { readOwnRows } from "./read-own-data.ts";

/** `my-data.json`: everything that the database holds about whoever asks, place by place. The chain says that it was taken. */
const myData: DownloadDeclaration = {
  path: "my-data.json",
  async open(ctx) {
    const { actor, clock } = ctx;
    await runCommand(ctx, { name: "reading.person", input: {} }, async (command) => {
      command.require(actions["ownData.read"], { cityId: actor.cityId });
      command.audit({ subjectIds: [actor.personId], payload: { personId: actor.personId, own: true } });
      return { id: actor.personId };
    });
    const day = dateOf(clock.now());
    return {
      fileName: `my-data-${day}.json`,
      mediaType: "application/json; charset=utf-8",
      body: Readable.from(textOf(ctx)),
    };
  },
};

/** Rows are passed on as the database wrote them: its numbers are longer than JavaScript's. */
async function* textOf({ database, actor, clock }: DownloadContext): AsyncGenerator<string> {
  const head = await chainHeadOf(database.prisma, actor.cityId);
  const made = {
    at: clock.now().toISOString(),
    cityId: actor.cityId,
    personId: actor.personId,
    chainHead: head && { seq: String(head.seq), hash: head.hash, at: head.at.toISOString() },
  };
  yield `{"made":${JSON.stringify(made)},"places":{`;
  let isFirst = true;
  for await (const { place, rows } of readOwnRows(database.pool, actor)) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(place)}:[${rows.join(",\n")}]`;
    isFirst = false;
  }
  yield "}}\n";
}

/** The files that this module makes. */
export const downloads: readonly DownloadDeclaration[] = [myData];
