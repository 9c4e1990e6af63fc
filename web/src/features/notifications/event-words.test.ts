import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hasWords } from "./event-words.ts";

const modules = path.join(import.meta.dirname, "../../../../server/src/modules");

/** The names that a module's declarations give: the keys of `defineEvents`. */
function eventsIn(source: string): string[] {
  return [...source.matchAll(/^ {2}"([a-z]+\.[A-Za-z-]+)": \{/gm)].map(([, name]) => name ?? "");
}

describe("words for events", () => {
  const declared = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "events.ts")
    .flatMap((file) => eventsIn(readFileSync(path.join(modules, file), "utf8")));

  it("exist for every event that a module declares", () => {
    expect(declared.filter((event) => !hasWords(event))).toEqual([]);
    // The search itself finds what it is for.
    expect(declared).toEqual(
      expect.arrayContaining(["delivery.submitted", "request.claim-withdrawn", "password.resetIssued"]),
    );
  });

  it("sees an event without words", () => {
    expect(eventsIn('  "planet.landed": { audience: [] },')).toEqual(["planet.landed"]);
    expect(hasWords("planet.landed")).toBe(false);
    expect(hasWords("delivery.toString")).toBe(false);
  });
});
