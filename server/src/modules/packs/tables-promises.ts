import {
  agreements,
  between,
  deliveries,
  type FactTable,
  obligations,
  organizations,
  signed,
} from "./fact-table.ts";

/** Who stands to whom, what is owed, what was done and who confirmed it. */
export const PROMISES: readonly FactTable[] = [
  {
    name: "periods",
    common: true,
    table: "Period",
    columns: ["id", "code", "kind", "opensOn", "closesOn", "sealedAt", "sealedById"],
    stays: ["cityId", "version"],
    where: `t."cityId" = $3`,
  },
  {
    name: "kinds",
    common: true,
    table: "Kind",
    columns: ["id", "code", "nameZh", "nameEn", "measure", "unitZh", "unitEn", "validFrom", "validTo"],
    stays: ["cityId", "sortOrder", "version"],
    where: `t."cityId" = $3`,
  },
  {
    name: "duty-rules",
    common: true,
    table: "DutyRule",
    columns:
      "id name kindId quantity good periodKind appliesTo unitClass partnershipKind qualifier proRating validFrom validTo supersedesId createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t.id in (select o."dutyRuleId" from "Obligation" o where ${between("o")})`,
  },
  {
    name: "organizations",
    common: true,
    table: "Organization",
    columns:
      "id kind name shortName divisionId creditCode unitClass parentId succeededById startedOn endedOn createdAt".split(
        " ",
      ),
    stays: ["cityId", "residents", "address", "phone", "version"],
    where: `t.id in ${organizations}`,
  },
  {
    name: "division-names",
    common: true,
    table: "DivisionLabel",
    columns: ["id", "divisionId", "code", "name", "validFrom", "validTo"],
    stays: [],
    where: `t."divisionId" in (
      select unnest(string_to_array(trim(both '/' from v.path), '/'))::int
      from "Organization" o join "Division" v on v.id = o."divisionId"
      where o."cityId" = $3 and o.id in ${organizations})`,
  },
  {
    name: "partnerships",
    table: "Partnership",
    columns:
      "id giverId receiverId kind basis state startsOn endsOn documentNumber documentDate leaderMembershipId sectionName sectionFrom sectionTo proposedBy attestorId giverAcknowledgedAt giverAcknowledgedById receiverAcknowledgedAt receiverAcknowledgedById endReason renewsId createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t.id = any($1)`,
  },
  {
    name: "partnership-liaisons",
    table: "PartnershipLiaison",
    columns: ["id", "partnershipId", "side", "membershipId", "startsOn", "endsOn"],
    stays: ["cityId", "version"],
    where: `t."partnershipId" = any($1)`,
  },
  {
    name: "partnership-suspensions",
    table: "PartnershipSuspension",
    columns: ["id", "partnershipId", "startsOn", "endsOn", "reason"],
    stays: ["cityId", "version"],
    where: `t."partnershipId" = any($1)`,
  },
  {
    name: "lead-assignments",
    table: "LeadAssignment",
    columns: ["id", "receiverId", "partnershipId", "startsOn", "endsOn"],
    stays: ["cityId", "version"],
    where: `t."partnershipId" = any($1)`,
  },
  {
    name: "agreements",
    table: "Agreement",
    columns: "id partnershipId versionNumber state draftedBySide note attestorId inForceAt createdAt".split(
      " ",
    ),
    stays: ["cityId", "version"],
    where: `t."partnershipId" = any($1)`,
  },
  {
    name: "agreement-lines",
    table: "AgreementLine",
    columns: "id agreementId list text kindId quantity good dueOn sortOrder".split(" "),
    stays: ["cityId"],
    where: `t."agreementId" in ${agreements}`,
  },
  {
    name: "agreement-signatures",
    table: "AgreementSignature",
    columns: ["id", "agreementId", "side", "byId", "recordedAt"],
    stays: ["cityId"],
    where: `t."agreementId" in ${agreements}`,
  },
  {
    name: "obligations",
    table: "Obligation",
    columns:
      "id giverId receiverId partnershipId kindId source quantity good qualifier opensOn dueOn originalDueOn claimed accepted answered metOn closure closedAt dutyRuleId periodId agreementLineId pledgeLineId instalment claimId answersId createdAt".split(
        " ",
      ),
    stays: ["cityId", "unclaimed", "suspendedOn", "version"],
    where: between("t"),
  },
  {
    name: "obligation-amendments",
    table: "ObligationAmendment",
    columns:
      "id obligationId kind quantityBefore quantityAfter dueOnBefore dueOnAfter reason byId recordedAt".split(
        " ",
      ),
    stays: ["cityId"],
    where: `t."obligationId" in ${obligations}`,
  },
  {
    name: "explanations",
    table: "LatenessExplanation",
    columns: ["id", "obligationId", "text", "expectedOn", "byId", "recordedAt"],
    stays: ["cityId"],
    where: `t."obligationId" in ${obligations}`,
  },
  {
    name: "extensions",
    table: "ExtensionRequest",
    columns:
      "id obligationId requestedDueOn reason state askedById decidedById decidedAt grantedDueOn decisionNote createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t."obligationId" in ${obligations}`,
  },
  {
    name: "reminders",
    table: "Reminder",
    columns:
      "id partnershipId obligationId toOrganizationId fromOrganizationId text sentById createdAt seenAt seenById answer answeredAt answeredById".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t."partnershipId" = any($1)`,
  },
  {
    name: "deliveries",
    table: "Delivery",
    columns:
      "id giverId receiverId partnershipId kindId quantity good occurredOn note state origin originId acceptedQuantity loggedById loggedByOrganizationId onBehalf submittedAt createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `${between("t")} and ${signed("t")}`,
  },
  {
    name: "allocations",
    table: "Allocation",
    columns: ["id", "deliveryId", "obligationId", "claimed", "accepted"],
    stays: ["cityId", "version"],
    where: `t."deliveryId" in ${deliveries}`,
  },
  {
    name: "acceptances",
    table: "Acceptance",
    columns: "id deliveryId kind quantity note byId byOrganizationId reversesId recordedAt".split(" "),
    stays: ["cityId"],
    where: `t."deliveryId" in ${deliveries}`,
  },
  {
    name: "disputes",
    table: "Dispute",
    columns:
      "id deliveryId quantity reason state openedById openedAt arrived notArrived writtenOff settlementNote settledById settledAt endedAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t."deliveryId" in ${deliveries}`,
  },
  {
    name: "transfers",
    table: "Transfer",
    columns: ["id", "deliveryId", "pledgeLineId", "channel", "voucherNumber", "recordedAt"],
    stays: ["cityId"],
    where: `t."deliveryId" in ${deliveries}`,
  },
  {
    name: "receipts",
    table: "Receipt",
    columns: ["id", "acceptanceId", "arrivedOn", "voucherNumber", "recordedAt"],
    stays: ["cityId"],
    where: `t."acceptanceId" in (
      select a.id from "Acceptance" a where a."cityId" = $3 and a."deliveryId" in ${deliveries})`,
  },
];
