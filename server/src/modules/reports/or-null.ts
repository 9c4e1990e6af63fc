import { Rejection } from "../../kernel/result.ts";

/** Null where an argument names nothing that the actor may see. */
export async function orNull<Value>(read: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Rejection && error.failure.type === "NotFound") return null;
    throw error;
  }
}
