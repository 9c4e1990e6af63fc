import { claims, type FactTable, links, requests } from "./fact-table.ts";

/** What was asked for, who took it on, and the evidence behind the facts. */
export const HELP: readonly FactTable[] = [
  {
    name: "requests",
    table: "HelpRequest",
    columns:
      "id receiverId title body urgency wishedOn state createdById openedAt closedAt closeNote reopenedCount offeredUntil hallSince saidUnsolved createdAt".split(
        " ",
      ),
    // Of residents: they stay where they may be read.
    stays: ["cityId", "privateDetails", "keptReason", "hasAsker", "version"],
    where: `t.id in ${requests}`,
  },
  {
    name: "needs",
    table: "Need",
    columns: "id helpRequestId kindId description good quantity claimed sent accepted used sortOrder".split(
      " ",
    ),
    stays: ["cityId", "version"],
    where: `t."helpRequestId" in ${requests}`,
  },
  {
    name: "offers",
    table: "HelpRequestOffer",
    columns: ["id", "helpRequestId", "organizationId", "partnershipId", "recordedAt"],
    stays: ["cityId"],
    where: `t."partnershipId" = any($1) and t."helpRequestId" in ${requests}`,
  },
  {
    name: "claims",
    table: "Claim",
    columns: [
      "id",
      "needId",
      "giverId",
      "partnershipId",
      "quantity",
      "promisedOn",
      "state",
      "marked",
      "delivered",
      "expectedOn",
      "byId",
      "createdAt",
    ],
    stays: ["cityId", "version"],
    where: `t.id in ${claims}`,
  },
  {
    name: "evidence",
    table: "Evidence",
    columns:
      "id fileKind sha256 mediaType bytes width height capturedAt fileName byId createdAt erasedAt reusedFromId".split(
        " ",
      ),
    stays: ["cityId", "perceptualHash", "storageKey", "thumbnailKey"],
    where: `t.id in (select k."evidenceId" from "EvidenceLink" k where k.id in ${links})`,
  },
  {
    name: "evidence-links",
    table: "EvidenceLink",
    columns: ["id", "evidenceId", "deliveryId", "expenseId", "helpRequestId", "recordedAt"],
    stays: ["cityId", "appealId", "sessionReportId"],
    where: `t.id in ${links}`,
  },
];
