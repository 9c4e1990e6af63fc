import { CombinedError, type OperationResult } from "@urql/core";
import { GraphQLError } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { outcomeOf } from "./outcome.ts";

type Data = { act: { __typename: string; code?: string } };
const result = (data: Data | undefined, error?: CombinedError) => ({ data, error }) as OperationResult<Data>;
const graphQLError = (code: string) =>
  new CombinedError({ graphQLErrors: [new GraphQLError("x", { extensions: { code, id: "e1" } })] });
const pick = (data: Data) => data.act;

describe("the outcome of a mutation", () => {
  it("is done for the success member, which is handed on", async () => {
    const seen = vi.fn();
    const success = { act: { __typename: "Delivery" } };
    await expect(outcomeOf(result(success), "zh", pick, undefined, seen)).resolves.toEqual({ kind: "done" });
    expect(seen).toHaveBeenCalledWith(success.act);
  });
  it("is refused in words for the others, in the page's words when it has some", async () => {
    const conflict = result({ act: { __typename: "ConflictError" } });
    await expect(outcomeOf(conflict, "en", pick)).resolves.toMatchObject({
      kind: "refused",
      text: expect.stringMatching(/^Somebody else/),
    });
    const invalid = result({ act: { __typename: "ValidationError", code: "TOO_MUCH" } });
    await expect(outcomeOf(invalid, "zh", pick, ({ code }) => `说明 ${code}`)).resolves.toEqual({
      kind: "refused",
      text: "说明 TOO_MUCH",
    });
  });
  it("is refused in the words of its code before the general sentence", async () => {
    const used = result({ act: { __typename: "Conflict", code: "VOUCHER_USED" } });
    const unknown = result({ act: { __typename: "Conflict", code: "NEVER_HEARD_OF" } });
    const text = async (data: typeof used) => JSON.stringify(await outcomeOf(data, "en", pick));
    expect(await text(used)).toContain("voucher number");
    expect(await text(unknown)).toContain("Somebody else");
  });
  it("is lost when no answer came, so that the same key is sent again", async () => {
    const offline = result(undefined, new CombinedError({ networkError: new Error("x") }));
    await expect(outcomeOf(offline, "zh", pick)).resolves.toEqual({ kind: "lost", code: "NETWORK" });
    await expect(outcomeOf(result(undefined, graphQLError("INTERNAL")), "zh", pick)).resolves.toEqual({
      kind: "lost",
      code: "INTERNAL",
      id: "e1",
    });
    const forbidden = await outcomeOf(result(undefined, graphQLError("FORBIDDEN")), "zh", pick);
    expect(forbidden.kind).toBe("refused");
  });
});
