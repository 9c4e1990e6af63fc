import type { PersonActor } from "../../kernel/actor.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { MayUpload, OpenEvidence, SaveEvidence } from "./ingest.ts";
import { visibleTo } from "./policy.ts";
import { recordOpening } from "./record-opening.ts";
import { uploadEvidence, uploadingRole } from "./upload-evidence.ts";

/**
 * What the file routes ask of this module: who may hand in a file, its row, and who may open it.
 *
 * @param actorOf the roles of today of whoever is signed in; undefined without any.
 */
export function evidenceFileRoutes<SignedIn>(
  ctx: Omit<CommandContext, "actor">,
  actorOf: (signedIn: SignedIn) => Promise<PersonActor | null | undefined>,
): {
  mayUpload: MayUpload<SignedIn>;
  saveEvidence: SaveEvidence<SignedIn>;
  openEvidence: OpenEvidence<SignedIn>;
} {
  return {
    async mayUpload(signedIn, kind) {
      const actor = await actorOf(signedIn);
      return actor ? uploadingRole(actor.memberships, kind) !== undefined : false;
    },
    async saveEvidence(signedIn, file) {
      const actor = await actorOf(signedIn);
      if (!actor) throw new Error("asked for by mayUpload before");
      return uploadEvidence({ ...ctx, actor }, file);
    },
    async openEvidence(signedIn, id, small) {
      const actor = await actorOf(signedIn);
      if (!actor) return undefined;
      const file = await ctx.database.prisma.evidence.findFirst({
        where: { AND: [{ id }, visibleTo(actor)] },
      });
      if (file && !small && file.byId !== actor.personId) await recordOpening({ ...ctx, actor }, file.id);
      return file ?? undefined;
    },
  };
}
