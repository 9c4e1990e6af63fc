import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { printApi } from "../server/src/graphql/print-api.ts";

// Writes the API as it is to `server/schema.graphql`. A change that is not committed there fails the tests.
writeFileSync(join(import.meta.dirname, "../server/schema.graphql"), printApi());
