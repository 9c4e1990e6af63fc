import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { takeStation } from "./load.ts";
import { actions } from "./policy.ts";

export type ChangeStationInput = {
  stationId: string;
  name: string;
  address?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Changes what a station is called and where it is. Its public address stays. */
export function changeStation(ctx: CommandContext, input: ChangeStationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.change", input }, async (command) => {
    const { station, subject, told } = await takeStation(command, input.stationId, input.version);
    command.require(actions["station.keep"], subject);
    const name = requireText(input.name, "name", 60);
    const address = optionalText(input.address, "address", 120);
    await command.tx.station.update({
      where: { id: station.id },
      data: { address, name, version: { increment: 1 } },
    });
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [station.id, station.communityId],
      payload: { stationId: station.id, name: digestOf(name), address: address && digestOf(address) },
    });
    return { id: station.id };
  });
}
