import type { SavedView } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { organizationSubject, type PlacedOrganization } from "../organizations/public.ts";
import { isViewParameters } from "./model.ts";
import { actions, viewsVisibleTo } from "./policy.ts";

/** Saved views: loaded under lock, and what may stand in them. */

const LONGEST_NAME = 40;

/** The name of a view. REQUIRED, TOO_LONG. */
export const viewName = (name: string) => requireText(name, "name", LONGEST_NAME);

/** What a view keeps: a JSON object of texts. VIEW_PARAMETERS. */
export function viewParameters(parameters: string): string {
  if (!isViewParameters(parameters))
    throw Rejection.validation([{ path: ["parameters"], code: "VIEW_PARAMETERS" }]);
  return parameters;
}

/**
 * Locks and loads a view of the actor's own, in the version the client has seen.
 *
 * @throws Rejection NOT_FOUND for what the actor does not see, NOT_YOUR_VIEW for a colleague's.
 */
export async function takeView(
  command: Command,
  { viewId, version }: { viewId: string; version?: number | null },
): Promise<SavedView> {
  const { tx } = command;
  const actor = command.person();
  await lockRows(tx, "SavedView", [viewId]);
  const view = await tx.savedView.findFirst({
    where: { AND: [{ id: viewId }, viewsVisibleTo(actor)] },
    include: {
      membership: { select: { personId: true } },
      office: { include: { division: { select: { path: true } } } },
    },
  });
  if (!view) throw Rejection.notFound();
  command.require(actions["view.keep"], organizationSubject(view.office as PlacedOrganization));
  if (view.membership.personId !== actor.personId) throw Rejection.forbidden("NOT_YOUR_VIEW");
  requireVersion(view, version);
  return view;
}

/** Writes what changed of a view, and its entry. The name is free text: its digest would tell nobody anything. */
export async function keepView(
  command: Command,
  view: SavedView,
  data: Partial<Pick<SavedView, "name" | "parameters" | "shared" | "deletedAt">>,
): Promise<void> {
  await command.tx.savedView.update({ where: { id: view.id }, data: { ...data, version: { increment: 1 } } });
  command.audit({
    subjectIds: [view.id, view.officeId],
    payload: {
      viewId: view.id,
      changed: Object.keys(data),
      ...(data.shared === undefined ? {} : { shared: data.shared }),
    },
  });
}
