import { dateOf } from "../../server/src/kernel/clock.ts";
import type { CommandContext } from "../../server/src/kernel/command.ts";
import { Rejection } from "../../server/src/kernel/result.ts";
import { inParallel } from "./in-parallel.ts";
import { activitySteps } from "./perform-activities.ts";
import { appealSteps } from "./perform-appeals.ts";
import { chainSteps } from "./perform-chain.ts";
import { fairnessSteps } from "./perform-fairness.ts";
import { marketSteps } from "./perform-market.ts";
import { officeSteps, type Performers } from "./perform-office.ts";
import { oversightSteps } from "./perform-oversight.ts";
import { stationSteps } from "./perform-stations.ts";
import { talkSteps } from "./perform-talk.ts";
import type { Act, Step } from "./plan.ts";
import { Missing, type Stage } from "./stage.ts";

const performers: Performers<Step["do"]> = {
  ...officeSteps,
  ...oversightSteps,
  ...chainSteps,
  ...talkSteps,
  ...fairnessSteps,
  ...appealSteps,
  ...marketSteps,
  ...activitySteps,
  ...stationSteps,
};

/** What was done, and how many acts had become pointless by the time they came. */
export type Performance = { done: number; passedOver: number };

/** Who watches a performance. */
export type Watcher = {
  onProgress?(done: number, all: number): void;
  /** An act that the product refused, which the plan should have known; without it the performance ends there. */
  onRefused?(why: string): void;
};

/**
 * Performs acts in the order of time. Within a day the lanes run side by side, because nothing in one touches what is in
 * another; an act without a lane waits for all before it.
 *
 * @throws Error naming the act that was refused, unless the watcher takes it.
 */
export async function perform(
  stage: Stage,
  acts: readonly Act[],
  watcher: Watcher = {},
): Promise<Performance> {
  const result: Performance = { done: 0, passedOver: 0 };
  const one = async (act: Act) => {
    if (await performOne(stage, act, watcher)) result.done++;
    else result.passedOver++;
  };
  for (let i = 0; i < acts.length; ) {
    const first = acts[i] as Act;
    let end = i + 1;
    if (first.lane !== null) {
      const day = dateOf(new Date(first.at));
      while (end < acts.length && acts[end]?.lane !== null && dateOf(new Date(acts[end]?.at ?? 0)) === day)
        end++;
    }
    const lanes = [...Map.groupBy(acts.slice(i, end), ({ lane }) => lane).values()];
    await inParallel(lanes, async (lane) => {
      for (const act of lane) await one(act);
    });
    i = end;
    watcher.onProgress?.(i, acts.length);
  }
  return result;
}

async function performOne(stage: Stage, act: Act, { onRefused }: Watcher): Promise<boolean> {
  try {
    await run(stage, stage.as(act.by, act.at), act.step);
    return true;
  } catch (error) {
    const isRefused = error instanceof Rejection || error instanceof Missing;
    const isOver =
      error instanceof Missing || (error instanceof Rejection && error.failure.type === "InvalidTransition");
    if (act.ifStill && isOver) return false;
    const why = error instanceof Rejection ? JSON.stringify(error.failure) : String(error);
    const told = `${dateOf(new Date(act.at))} ${act.by} ${JSON.stringify(act.step, digits)}: ${why}`;
    if (!isRefused || !onRefused) throw new Error(told, { cause: error });
    onRefused(told);
    return false;
  }
}

function run<Each extends Step["do"]>(
  stage: Stage,
  ctx: CommandContext,
  step: Extract<Step, { do: Each }>,
): Promise<unknown> {
  const performer = performers[step.do as Each] as Performers<Each>[Each];
  return performer(stage, ctx, step);
}

const digits = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
