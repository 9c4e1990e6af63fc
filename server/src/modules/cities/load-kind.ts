import type { Kind } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { cityOf } from "./public.ts";

/** Locks and loads a kind of the actor's city; refuses when its version is not the expected one. */
export async function loadKind(
  command: Command,
  id: string,
  version: number | null | undefined,
): Promise<Kind> {
  await lockRows(command.tx, "Kind", [id]);
  const kind = await command.tx.kind.findFirst({ where: { id, cityId: cityOf(command) } });
  if (!kind) throw Rejection.notFound();
  requireVersion(kind, version);
  return kind;
}
