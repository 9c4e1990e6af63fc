import { canonicalJson, digestOf } from "./canonical.ts";

/** Who did what to which things, and for whom: the columns of an audit entry that stand beside its payload. */
export type Act = {
  command: string;
  personId: string | null;
  organizationId: string | null;
  onBehalfOfId: string | null;
  partnershipId: string | null;
  subjectIds: readonly string[];
};

/** Digest of an act, hex. It stands in the payload as `act`, so that the chain holds the columns too. */
export function actDigest(act: Act): string {
  const { command, personId, organizationId, onBehalfOfId, partnershipId, subjectIds } = act;
  return digestOf(
    canonicalJson({ command, personId, organizationId, onBehalfOfId, partnershipId, subjectIds }),
  );
}
