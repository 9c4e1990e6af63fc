import { GraphQLError } from "graphql";
import { fromDbDate, parseLocalDate } from "../kernel/clock.ts";
import { builder } from "./builder.ts";

const MAX_DIGITS = 18;

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

builder.scalarType("BigInt", {
  description:
    "A whole number as a string of digits (at most 18), in minor units: fen, thousandths of a good, minutes.",
  serialize: (value) => value.toString(),
  parseValue: (value) => {
    const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
    if (typeof text !== "string" || !/^-?\d+$/.test(text)) throw badInput("BigInt: a string of digits");
    if (text.replace("-", "").length > MAX_DIGITS) throw badInput(`BigInt: at most ${MAX_DIGITS} digits`);
    return BigInt(text);
  },
});

builder.scalarType("LocalDate", {
  description: "A day in Asia/Shanghai, `YYYY-MM-DD`.",
  serialize: (value) => (value instanceof Date ? fromDbDate(value) : value),
  parseValue: (value) => {
    const date = typeof value === "string" ? parseLocalDate(value) : null;
    if (date === null) throw badInput("LocalDate: a day as YYYY-MM-DD");
    return date;
  },
});

builder.scalarType("DateTime", {
  description: "An instant in UTC, ISO 8601 with milliseconds.",
  serialize: (value) => (value instanceof Date ? value : new Date(value as string)).toISOString(),
  parseValue: (value) => {
    const instant = typeof value === "string" ? new Date(value) : null;
    if (instant === null || Number.isNaN(instant.getTime())) throw badInput("DateTime: an ISO 8601 instant");
    return instant;
  },
});
