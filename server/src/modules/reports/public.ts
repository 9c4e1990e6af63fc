import type { Command } from "../../kernel/command.ts";
import { type FixedReports, fixReports } from "./fix-reports.ts";

/** What sealing a period asks of the reports: that they are fixed with it, inside its own command. */
export function fixReportsOf(
  command: Command,
  period: { id: string; cityId: string },
): Promise<FixedReports> {
  return fixReports(command, period);
}
