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
  it("is done for the success member, which is handed on", () => {
    const seen = vi.fn();
    const success = { act: { __typename: "Delivery" } };
    expect(outcomeOf(result(success), "zh", pick, undefined, seen)).toEqual({ kind: "done" });
    expect(seen).toHaveBeenCalledWith(success.act);
  });
  it("is refused in words for the others, in the page's words when it has some", () => {
    const conflict = result({ act: { __typename: "ConflictError" } });
    expect(outcomeOf(conflict, "en", pick)).toMatchObject({
      kind: "refused",
      text: expect.stringMatching(/^Somebody else/),
    });
    const invalid = result({ act: { __typename: "ValidationError", code: "TOO_MUCH" } });
    expect(outcomeOf(invalid, "zh", pick, ({ code }) => `说明 ${code}`)).toEqual({
      kind: "refused",
      text: "说明 TOO_MUCH",
    });
  });
  it("is lost when no answer came, so that the same key is sent again", () => {
    const offline = result(undefined, new CombinedError({ networkError: new Error("x") }));
    expect(outcomeOf(offline, "zh", pick)).toEqual({ kind: "lost", code: "NETWORK" });
    expect(outcomeOf(result(undefined, graphQLError("INTERNAL")), "zh", pick)).toEqual({
      kind: "lost",
      code: "INTERNAL",
      id: "e1",
    });
    expect(outcomeOf(result(undefined, graphQLError("FORBIDDEN")), "zh", pick).kind).toBe("refused");
  });
});
