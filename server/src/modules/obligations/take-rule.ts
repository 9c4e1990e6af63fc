import type { DutyRule } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";

/** Locks and loads a rule of the city in the version the client has seen. */
export async function takeRule(
  command: Command,
  cityId: string,
  id: string,
  version: number | null | undefined,
): Promise<DutyRule> {
  await lockRows(command.tx, "DutyRule", [id]);
  const rule = await command.tx.dutyRule.findFirst({ where: { id, cityId } });
  if (!rule) throw Rejection.notFound();
  requireVersion(rule, version);
  return rule;
}

/** A rule ends on a day to come, after it began, and not when it has an earlier end: what runs is not changed under anybody's feet. */
export function mustEndLater(command: Command, rule: DutyRule, day: LocalDate, field: string): void {
  if (rule.validTo !== null && fromDbDate(rule.validTo) <= day)
    throw Rejection.invalidTransition({ from: "ENDED", allowed: [], code: "RULE_ENDED" });
  if (day <= command.today || day <= fromDbDate(rule.validFrom))
    throw Rejection.validation([{ path: [field], code: "DATE_NOT_LATER" }]);
}
