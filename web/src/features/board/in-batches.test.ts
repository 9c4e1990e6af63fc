import { expect, it } from "vitest";
import { inBatches } from "./in-batches.ts";

const rows = Array.from({ length: 450 }, (_, at) => at);

it("takes every row once, in parts that the server takes, each with a key of its own", async () => {
  const seen: [number, string][] = [];
  const outcome = await inBatches(rows, "key", async (part, key) => {
    seen.push([part.length, key]);
    return { kind: "done" };
  });
  expect(outcome).toEqual({ kind: "done" });
  expect(seen).toEqual([
    [200, "key"],
    [200, "key-1"],
    [50, "key-2"],
  ]);
});

it("stops where the answer was lost; a retry sends the same keys again", async () => {
  const keys: string[] = [];
  let lost = true;
  const act = async (_part: readonly number[], key: string) => {
    keys.push(key);
    if (key === "key-1" && lost) {
      lost = false;
      return { kind: "lost" as const };
    }
    return { kind: "done" as const };
  };
  expect((await inBatches(rows, "key", act)).kind).toBe("lost");
  expect((await inBatches(rows, "key", act)).kind).toBe("done");
  expect(keys).toEqual(["key", "key-1", "key", "key-1", "key-2"]);
});
