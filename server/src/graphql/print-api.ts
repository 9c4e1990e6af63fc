import { lexicographicSortSchema, printSchema } from "graphql";
import { schema } from "./schema.ts";

/** The API as text, in one order whatever the order of the modules. */
export function printApi(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
