import type { FactTable } from "./fact-table.ts";
import { HELP } from "./tables-help.ts";
import { MONEY } from "./tables-money.ts";
import { PROMISES } from "./tables-promises.ts";
import { SESSIONS } from "./tables-sessions.ts";

/** Every kind of fact, in the order in which they are written. */
export const FACT_TABLES: readonly FactTable[] = [...PROMISES, ...MONEY, ...HELP, ...SESSIONS];
