import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { parseSetting } from "./model.ts";
import { actions } from "./policy.ts";
import { cityOf, requireUnsealed } from "./public.ts";

export type SetCitySettingInput = {
  key: string;
  /** A whole number, or `true` or `false`. */
  value: string;
  validFrom: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * Gives a setting of the city a value from a day on. Earlier values stay: past days are judged by them.
 *
 * @throws Rejection PERIOD_SEALED when the day lies in what was sealed.
 */
export function setCitySetting(ctx: CommandContext, input: SetCitySettingInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "setting.set", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["setting.set"], { cityId });
    const parsed = parseSetting(input.key, input.value);
    if ("problems" in parsed) throw Rejection.validation(parsed.problems);
    await requireUnsealed(command, cityId, input.validFrom);
    const id = command.newId();
    await command.tx.citySetting.create({
      data: { id, cityId, key: input.key, value: parsed.value, validFrom: toDbDate(input.validFrom) },
    });
    command.audit({
      subjectIds: [id, cityId],
      payload: { key: input.key, value: parsed.value, validFrom: input.validFrom },
    });
    return { id };
  });
}
