import type { RoomKind } from "@gongjian/prisma/client";
import { Rejection } from "../../kernel/result.ts";
import { checkRoom } from "./model.ts";

/** What people say of a room. */
export type RoomInput = { name: string; kind: RoomKind; seats?: number | null };

/** The columns of a room as they are stored; a Rejection by field, under `at` where it is one of several. */
export function roomColumns(input: RoomInput, at: readonly string[] = []) {
  const columns = { name: input.name.trim(), kind: input.kind, seats: input.seats ?? null };
  const problems = checkRoom(columns);
  if (problems.length > 0)
    throw Rejection.validation(problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] })));
  return columns;
}
