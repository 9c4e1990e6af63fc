import type { InputFieldMap, InputShapeFromFields } from "@pothos/core";
import type { CommandContext } from "../kernel/command.ts";
import type { Action } from "../kernel/policy.ts";
import { type Failure, Rejection } from "../kernel/result.ts";
import { builder } from "./builder.ts";
import { type Context, commandContext } from "./context.ts";
import { FAILURE_TYPES } from "./failures.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

/** Declares one mutation: its input object, its result union and the action it needs. */
export type CommandFieldOptions<
  Fields extends InputFieldMap,
  Row extends object,
  Made extends { id: string } = { id: string },
> = {
  /** The declared action; a test fails for a mutation without one. */
  action: Action;
  description: string;
  /** Name of the GraphQL type that the command answers with. */
  type: string;
  /** The fields of the input, besides `idempotencyKey`. */
  input: (t: InputBuilder) => Fields;
  /** Open to visitors who have not signed in: the system then acts, and the command itself decides for whom. */
  visitors?: true;
  /** Calls the command. */
  run: (
    ctx: CommandContext,
    input: InputShapeFromFields<Fields> & { idempotencyKey: string },
    request: Context,
  ) => Promise<Made>;
  /** Reads the changed thing back, through what the actor may see; `made` is what `run` answered. */
  read: (id: string, ctx: Context, made: Made) => Promise<Row | null>;
};

/** What mutations declare, for the tests that hold every mutation to an action. */
export const commandActions = new Map<string, Action>();

const MAX_KEY_LENGTH = 64;

/**
 * Adds the mutation `name(input: <Name>Input!): <Name>Result!`, where the result is the changed thing or a failure.
 * Parse, call, map: no rules and no writes here.
 */
export function commandField<Fields extends InputFieldMap, Row extends object, Made extends { id: string }>(
  name: string,
  options: CommandFieldOptions<Fields, Row, Made>,
): void {
  const typeName = name.charAt(0).toUpperCase() + name.slice(1);
  commandActions.set(name, options.action);

  const Input = builder.inputType(`${typeName}Input`, {
    description: `Input of \`${name}\`.`,
    fields: (t) => ({
      ...options.input(t),
      idempotencyKey: t.string({
        description:
          "Made once by the client for one intended act (1 to 64 characters). A retry with the same key doubles nothing.",
      }),
    }),
  });

  const Result = builder.unionType(`${typeName}Result`, {
    description: `What \`${name}\` answers.`,
    types: [options.type, ...FAILURE_TYPES] as never[],
    resolveType: (value: unknown) => (isFailure(value) ? value.type : options.type),
  });

  builder.mutationField(name, (t) =>
    t.field({
      type: Result,
      description: options.description,
      args: { input: t.arg({ type: Input, required: true, description: "What to do." }) },
      resolve: async (_root, args, ctx) => {
        const { input } = args as unknown as {
          input: InputShapeFromFields<Fields> & { idempotencyKey: string };
        };
        try {
          checkKey(input.idempotencyKey);
          const made = await options.run(
            options.visitors ? systemContext(ctx) : commandContext(ctx),
            input,
            ctx,
          );
          const row = await options.read(made.id, ctx, made);
          return (row ?? Rejection.notFound().failure) as never;
        } catch (error) {
          if (error instanceof Rejection) return error.failure as never;
          throw error;
        }
      },
    }),
  );
}

function isFailure(value: unknown): value is Failure {
  return (
    (FAILURE_TYPES as readonly string[]).includes((value as { type?: string }).type ?? "") &&
    "code" in (value as object)
  );
}

function checkKey(key: string): void {
  if (key.length < 1 || key.length > MAX_KEY_LENGTH) {
    throw Rejection.validation([{ path: ["idempotencyKey"], code: "KEY_LENGTH" }]);
  }
}

/** The context of a command that the system runs for a visitor. */
function systemContext(ctx: Context): CommandContext {
  const { database, clock, wakeOutbox } = ctx;
  return { database, clock, actor: { kind: "SYSTEM", cityId: null }, wakeOutbox };
}
