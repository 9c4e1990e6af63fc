import type { Database } from "../../src/kernel/db.ts";
import type { World } from "../world.ts";

/** The database, except that every transaction is taken back at its end, with the message "taken back". */
function takingBack(real: Database): Database {
  const prisma = new Proxy(real.prisma, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name, target);
      return (work: (tx: unknown) => Promise<unknown>, options: object | undefined) =>
        target.$transaction(async (tx) => {
          await work(tx);
          throw new Error("taken back");
        }, options);
    },
  });
  return { ...real, prisma };
}

/** The same world, in which an allowed act is tried to its end and leaves nothing: the next one finds what it found. */
export function withoutCommits(world: World): World {
  const database = takingBack(world.database);
  return new Proxy(world, {
    get: (target, name) => (name === "database" ? database : Reflect.get(target, name, target)),
  });
}
