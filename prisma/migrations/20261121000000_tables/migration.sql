-- Every table of the product, as the Prisma schema declares it. What Prisma cannot say follows in the next migration.

-- The instant of the running command. Commands set it from the injected clock; everything else gets the wall clock.
create function gongjian_now() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('gongjian.now', true), '')::timestamptz, now())
$$;


-- CreateEnum
CREATE TYPE "CalendarDayKind" AS ENUM ('WORKING', 'HOLIDAY');

-- CreateEnum
CREATE TYPE "PeriodKind" AS ENUM ('QUARTER', 'HALF_YEAR', 'YEAR');

-- CreateEnum
CREATE TYPE "Measure" AS ENUM ('MONEY', 'GOODS', 'MINUTES', 'COUNT', 'DONE');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('DRAFT', 'SUBMITTED', 'ACCEPTED', 'DISPUTED', 'SETTLED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DeliveryOrigin" AS ENUM ('MANUAL', 'SESSION');

-- CreateEnum
CREATE TYPE "AcceptanceKind" AS ENUM ('ACCEPT', 'SETTLEMENT', 'REVERSAL');

-- CreateEnum
CREATE TYPE "DisputeState" AS ENUM ('OPEN', 'SETTLED');

-- CreateEnum
CREATE TYPE "DivisionLevel" AS ENUM ('PROVINCE', 'CITY', 'COUNTY', 'STREET', 'COMMUNITY', 'GRID', 'ZONE');

-- CreateEnum
CREATE TYPE "DivisionChangeKind" AS ENUM ('CREATE', 'RENAME', 'RECODE', 'MOVE', 'MERGE', 'SPLIT', 'IMPORT');

-- CreateEnum
CREATE TYPE "PledgeState" AS ENUM ('ACTIVE', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PledgeChangeKind" AS ENUM ('PLEDGE', 'RAISE', 'LOWER', 'CANCEL', 'WAIVE', 'RESCHEDULE');

-- CreateEnum
CREATE TYPE "TransferChannel" AS ENUM ('COMMUNITY', 'STREET_BOOKS', 'BOUGHT_FOR');

-- CreateEnum
CREATE TYPE "LedgerAccountType" AS ENUM ('GIVER', 'PROMISED', 'IN_TRANSIT', 'AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED', 'WAIVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "JournalKind" AS ENUM ('PLEDGE', 'RAISE', 'LOWER', 'CANCEL', 'WAIVE', 'SEND', 'WITHDRAW', 'RECEIVE', 'SETTLE', 'SPEND', 'SEND_BACK', 'RETURN_CONFIRMED', 'RETURN_REFUSED', 'REVERSAL');

-- CreateEnum
CREATE TYPE "ExpenseState" AS ENUM ('RECORDED', 'ATTESTED', 'REVERSED');

-- CreateEnum
CREATE TYPE "FundReturnState" AS ENUM ('SENT', 'CONFIRMED', 'REFUSED');

-- CreateEnum
CREATE TYPE "HelpRequestState" AS ENUM ('DRAFT', 'OPEN', 'DELIVERED', 'CLOSED', 'CLOSED_UNSOLVED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('LOW', 'NORMAL', 'URGENT');

-- CreateEnum
CREATE TYPE "ClaimState" AS ENUM ('OPEN', 'FULFILLED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DutyAppliesTo" AS ENUM ('EACH', 'LEAD');

-- CreateEnum
CREATE TYPE "ProRating" AS ENUM ('FULL', 'SKIP', 'DAYS');

-- CreateEnum
CREATE TYPE "ObligationSource" AS ENUM ('RULE', 'AGREEMENT', 'PLEDGE', 'CLAIM', 'COMMITMENT', 'RECTIFICATION');

-- CreateEnum
CREATE TYPE "ObligationClosure" AS ENUM ('MET', 'WAIVED', 'CANCELLED', 'UNMET');

-- CreateEnum
CREATE TYPE "AmendmentKind" AS ENUM ('AMEND', 'EXTEND', 'WAIVE', 'CANCEL', 'WRITE_OFF', 'REOPEN');

-- CreateEnum
CREATE TYPE "ExtensionState" AS ENUM ('ASKED', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "OrganizationKind" AS ENUM ('PARTNER_UNIT', 'COMMUNITY', 'OFFICE', 'TEAM');

-- CreateEnum
CREATE TYPE "MembershipRole" AS ENUM ('LEADER', 'MANAGER', 'COORDINATOR', 'AUDITOR', 'LIAISON', 'GRID_MEMBER', 'MEMBER');

-- CreateEnum
CREATE TYPE "InvitationPurpose" AS ENUM ('INVITE', 'RESET');

-- CreateEnum
CREATE TYPE "PartnershipKind" AS ENUM ('CO_BUILDING', 'LEADER_CONTACT', 'ROAD_SECTION');

-- CreateEnum
CREATE TYPE "PartnershipBasis" AS ENUM ('ASSIGNED', 'AGREED');

-- CreateEnum
CREATE TYPE "PartnershipState" AS ENUM ('PROPOSED', 'ACTIVE', 'SUSPENDED', 'ENDED', 'DECLINED');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('GIVER', 'RECEIVER');

-- CreateEnum
CREATE TYPE "AgreementState" AS ENUM ('DRAFT', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "AgreementList" AS ENUM ('RESOURCES', 'NEEDS', 'PROJECTS');

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "cityId" UUID,
    "command" TEXT NOT NULL,
    "personId" UUID,
    "organizationId" UUID,
    "onBehalfOfId" UUID,
    "subjectIds" UUID[],
    "partnershipId" UUID,
    "payload" TEXT,
    "salt" BYTEA,
    "digest" BYTEA NOT NULL,
    "prevHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "VerificationRun" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "finishedAt" TIMESTAMPTZ(6) NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "VerificationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RowHistory" (
    "id" BIGSERIAL NOT NULL,
    "tableName" TEXT NOT NULL,
    "rowId" TEXT NOT NULL,
    "cityId" UUID,
    "row" JSONB NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL,
    "replacedAt" TIMESTAMPTZ(6),

    CONSTRAINT "RowHistory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "City" (
    "id" UUID NOT NULL,
    "divisionId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "openedOn" DATE NOT NULL,
    "closedOn" DATE,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "City_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CitySetting" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "validFrom" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "CitySetting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "kind" "CalendarDayKind" NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Period" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" "PeriodKind" NOT NULL,
    "opensOn" DATE NOT NULL,
    "closesOn" DATE NOT NULL,
    "sealedAt" TIMESTAMPTZ(6),
    "sealedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Kind" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "measure" "Measure" NOT NULL,
    "unitZh" TEXT NOT NULL DEFAULT '',
    "unitEn" TEXT NOT NULL DEFAULT '',
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Kind_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "partnershipId" UUID,
    "kindId" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "good" TEXT,
    "occurredOn" DATE NOT NULL,
    "note" TEXT,
    "state" "DeliveryState" NOT NULL,
    "origin" "DeliveryOrigin" NOT NULL DEFAULT 'MANUAL',
    "originId" UUID NOT NULL,
    "acceptedQuantity" BIGINT NOT NULL DEFAULT 0,
    "loggedById" UUID NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "submittedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Allocation" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "claimed" BIGINT NOT NULL,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "kind" "AcceptanceKind" NOT NULL,
    "quantity" BIGINT NOT NULL,
    "note" TEXT,
    "byId" UUID NOT NULL,
    "reversesId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "DisputeState" NOT NULL,
    "openedById" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(6) NOT NULL,
    "arrived" BIGINT,
    "notArrived" BIGINT,
    "writtenOff" BIGINT,
    "settlementNote" TEXT,
    "settledById" UUID,
    "settledAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Division" (
    "id" SERIAL NOT NULL,
    "parentId" INTEGER,
    "level" "DivisionLevel" NOT NULL,
    "path" TEXT NOT NULL,
    "startedOn" DATE NOT NULL,
    "endedOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Division_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DivisionLabel" (
    "id" UUID NOT NULL,
    "divisionId" INTEGER NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "DivisionLabel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DivisionSuccession" (
    "id" UUID NOT NULL,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "effectiveOn" DATE NOT NULL,

    CONSTRAINT "DivisionSuccession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DivisionChange" (
    "id" UUID NOT NULL,
    "divisionId" INTEGER NOT NULL,
    "kind" "DivisionChangeKind" NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "DivisionChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "fileKind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "perceptualHash" TEXT,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "capturedAt" TIMESTAMPTZ(6),
    "storageKey" TEXT NOT NULL,
    "thumbnailKey" TEXT,
    "fileName" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "erasedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EvidenceLink" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "deliveryId" UUID,
    "expenseId" UUID,
    "helpRequestId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "EvidenceLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pledge" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "partnershipId" UUID,
    "purpose" TEXT NOT NULL,
    "pledgedOn" DATE NOT NULL,
    "state" "PledgeState" NOT NULL,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PledgeLine" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "pledgeId" UUID NOT NULL,
    "kindId" UUID NOT NULL,
    "measure" "Measure" NOT NULL,
    "good" TEXT,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PledgeLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PledgeChange" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "pledgeId" UUID NOT NULL,
    "pledgeLineId" UUID NOT NULL,
    "kind" "PledgeChangeKind" NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "PledgeChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Transfer" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "pledgeLineId" UUID NOT NULL,
    "channel" "TransferChannel" NOT NULL,
    "voucherNumber" TEXT,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "acceptanceId" UUID NOT NULL,
    "arrivedOn" DATE NOT NULL,
    "voucherNumber" TEXT,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerAccount" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "pledgeLineId" UUID NOT NULL,
    "type" "LedgerAccountType" NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "LedgerAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Journal" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "kind" "JournalKind" NOT NULL,
    "occurredOn" DATE NOT NULL,
    "deliveryId" UUID,
    "acceptanceId" UUID,
    "disputeId" UUID,
    "expenseId" UUID,
    "fundReturnId" UUID,
    "pledgeChangeId" UUID,
    "reversesId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "Journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Posting" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "journalId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "Posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Expense" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "voucherNumber" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "payee" TEXT,
    "occurredOn" DATE NOT NULL,
    "total" BIGINT NOT NULL,
    "measure" "Measure" NOT NULL,
    "state" "ExpenseState" NOT NULL,
    "recordedById" UUID NOT NULL,
    "attestedById" UUID,
    "attestedAt" TIMESTAMPTZ(6),
    "reversedAt" TIMESTAMPTZ(6),
    "reverseReason" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Expense_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpenseLine" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "expenseId" UUID NOT NULL,
    "pledgeLineId" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "ExpenseLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpenseQuery" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "expenseId" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "askedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "answer" TEXT,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ExpenseQuery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FundReturn" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "pledgeLineId" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "FundReturnState" NOT NULL,
    "sentOn" DATE NOT NULL,
    "sentById" UUID NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "reopenedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FundReturn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "privateDetails" TEXT,
    "urgency" "Urgency" NOT NULL,
    "wishedOn" DATE,
    "state" "HelpRequestState" NOT NULL,
    "createdById" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(6),
    "closedAt" TIMESTAMPTZ(6),
    "closeNote" TEXT,
    "reopenedCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "HelpRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Need" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "helpRequestId" UUID NOT NULL,
    "kindId" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "good" TEXT,
    "quantity" BIGINT NOT NULL,
    "claimed" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HelpRequestOffer" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "helpRequestId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "HelpRequestOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "needId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "partnershipId" UUID,
    "quantity" BIGINT NOT NULL,
    "promisedOn" DATE NOT NULL,
    "state" "ClaimState" NOT NULL,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthUser" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "username" TEXT NOT NULL,
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuthUser_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthSession" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuthSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthAccount" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuthAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthVerification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuthVerification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthRateLimit" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "AuthRateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthLockout" (
    "username" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "lockedUntil" TIMESTAMPTZ(3),
    "locks" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuthLockout_pkey" PRIMARY KEY ("username")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "readAt" TIMESTAMPTZ(6),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxEvent" (
    "id" BIGSERIAL NOT NULL,
    "cityId" UUID,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "dispatchedAt" TIMESTAMPTZ(6),

    CONSTRAINT "OutboxEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "userId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("userId","key")
);

-- CreateTable
CREATE TABLE "DutyRule" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kindId" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "good" TEXT,
    "periodKind" "PeriodKind" NOT NULL,
    "appliesTo" "DutyAppliesTo" NOT NULL,
    "unitClass" TEXT,
    "partnershipKind" "PartnershipKind",
    "qualifier" TEXT,
    "proRating" "ProRating" NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "supersedesId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DutyRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Obligation" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "partnershipId" UUID,
    "kindId" UUID NOT NULL,
    "source" "ObligationSource" NOT NULL,
    "quantity" BIGINT NOT NULL,
    "good" TEXT,
    "qualifier" TEXT,
    "opensOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "originalDueOn" DATE NOT NULL,
    "claimed" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "answered" BIGINT NOT NULL DEFAULT 0,
    "metOn" DATE,
    "closure" "ObligationClosure",
    "closedAt" TIMESTAMPTZ(6),
    "dutyRuleId" UUID,
    "periodId" UUID,
    "agreementLineId" UUID,
    "pledgeLineId" UUID,
    "instalment" INTEGER,
    "claimId" UUID,
    "answersId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ObligationAmendment" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "kind" "AmendmentKind" NOT NULL,
    "quantityBefore" BIGINT NOT NULL,
    "quantityAfter" BIGINT NOT NULL,
    "dueOnBefore" DATE NOT NULL,
    "dueOnAfter" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "ObligationAmendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LatenessExplanation" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "expectedOn" DATE,
    "byId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "LatenessExplanation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExtensionRequest" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "requestedDueOn" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "ExtensionState" NOT NULL,
    "askedById" UUID NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "grantedDueOn" DATE,
    "decisionNote" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ExtensionRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "obligationId" UUID,
    "toOrganizationId" UUID NOT NULL,
    "fromOrganizationId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "sentById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "seenAt" TIMESTAMPTZ(6),
    "seenById" UUID,
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(6),
    "answeredById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "kind" "OrganizationKind" NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT,
    "divisionId" INTEGER NOT NULL,
    "creditCode" TEXT,
    "unitClass" TEXT,
    "parentId" UUID,
    "succeededById" UUID,
    "residents" INTEGER,
    "address" TEXT,
    "phone" TEXT,
    "startedOn" DATE NOT NULL,
    "endedOn" DATE,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "erasedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "role" "MembershipRole" NOT NULL,
    "title" TEXT,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LiaisonHandover" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "fromMembershipId" UUID NOT NULL,
    "toMembershipId" UUID NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "note" TEXT,
    "byId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "LiaisonHandover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "purpose" "InvitationPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkbookImport" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "created" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "byId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "WorkbookImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Partnership" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "kind" "PartnershipKind" NOT NULL,
    "basis" "PartnershipBasis" NOT NULL,
    "state" "PartnershipState" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "documentNumber" TEXT,
    "documentDate" DATE,
    "leaderMembershipId" UUID,
    "sectionName" TEXT,
    "sectionFrom" TEXT,
    "sectionTo" TEXT,
    "proposedBy" "Side",
    "attestorId" UUID,
    "giverAcknowledgedAt" TIMESTAMPTZ(6),
    "giverAcknowledgedById" UUID,
    "receiverAcknowledgedAt" TIMESTAMPTZ(6),
    "receiverAcknowledgedById" UUID,
    "endReason" TEXT,
    "renewsId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Partnership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PartnershipLiaison" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "membershipId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PartnershipLiaison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PartnershipSuspension" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "reason" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PartnershipSuspension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LeadAssignment" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "LeadAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agreement" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "versionNumber" INTEGER NOT NULL,
    "state" "AgreementState" NOT NULL,
    "draftedBySide" "Side" NOT NULL,
    "note" TEXT,
    "attestorId" UUID,
    "inForceAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgreementLine" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "agreementId" UUID NOT NULL,
    "list" "AgreementList" NOT NULL,
    "text" TEXT NOT NULL,
    "kindId" UUID,
    "quantity" BIGINT,
    "good" TEXT,
    "dueOn" DATE,
    "sortOrder" INTEGER NOT NULL,

    CONSTRAINT "AgreementLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgreementSignature" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "agreementId" UUID NOT NULL,
    "side" "Side" NOT NULL,
    "byId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "AgreementSignature_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectIds_idx" ON "AuditEntry" USING GIN ("subjectIds");

-- CreateIndex
CREATE INDEX "AuditEntry_partnershipId_seq_idx" ON "AuditEntry"("partnershipId", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_cityId_at_idx" ON "AuditEntry"("cityId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_chain_seq_key" ON "AuditEntry"("chain", "seq");

-- CreateIndex
CREATE INDEX "VerificationRun_startedAt_idx" ON "VerificationRun"("startedAt");

-- CreateIndex
CREATE INDEX "RowHistory_tableName_rowId_recordedAt_idx" ON "RowHistory"("tableName", "rowId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "City_divisionId_key" ON "City"("divisionId");

-- CreateIndex
CREATE INDEX "CitySetting_cityId_key_validFrom_idx" ON "CitySetting"("cityId", "key", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "CitySetting_cityId_id_key" ON "CitySetting"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarDay_cityId_id_key" ON "CalendarDay"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarDay_cityId_date_key" ON "CalendarDay"("cityId", "date");

-- CreateIndex
CREATE INDEX "Period_cityId_opensOn_idx" ON "Period"("cityId", "opensOn");

-- CreateIndex
CREATE UNIQUE INDEX "Period_cityId_id_key" ON "Period"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Period_cityId_code_key" ON "Period"("cityId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Kind_cityId_id_key" ON "Kind"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Kind_cityId_code_key" ON "Kind"("cityId", "code");

-- CreateIndex
CREATE INDEX "Delivery_cityId_partnershipId_occurredOn_idx" ON "Delivery"("cityId", "partnershipId", "occurredOn");

-- CreateIndex
CREATE INDEX "Delivery_cityId_giverId_state_idx" ON "Delivery"("cityId", "giverId", "state");

-- CreateIndex
CREATE INDEX "Delivery_cityId_receiverId_state_idx" ON "Delivery"("cityId", "receiverId", "state");

-- CreateIndex
CREATE INDEX "Delivery_cityId_kindId_idx" ON "Delivery"("cityId", "kindId");

-- CreateIndex
CREATE INDEX "Delivery_cityId_loggedById_idx" ON "Delivery"("cityId", "loggedById");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_cityId_id_key" ON "Delivery"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_cityId_origin_originId_giverId_receiverId_kindId_key" ON "Delivery"("cityId", "origin", "originId", "giverId", "receiverId", "kindId");

-- CreateIndex
CREATE INDEX "Allocation_cityId_obligationId_idx" ON "Allocation"("cityId", "obligationId");

-- CreateIndex
CREATE UNIQUE INDEX "Allocation_cityId_id_key" ON "Allocation"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Allocation_cityId_deliveryId_obligationId_key" ON "Allocation"("cityId", "deliveryId", "obligationId");

-- CreateIndex
CREATE INDEX "Acceptance_cityId_deliveryId_recordedAt_idx" ON "Acceptance"("cityId", "deliveryId", "recordedAt");

-- CreateIndex
CREATE INDEX "Acceptance_cityId_byId_idx" ON "Acceptance"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "Acceptance_cityId_id_key" ON "Acceptance"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Acceptance_cityId_reversesId_key" ON "Acceptance"("cityId", "reversesId");

-- CreateIndex
CREATE INDEX "Dispute_cityId_deliveryId_idx" ON "Dispute"("cityId", "deliveryId");

-- CreateIndex
CREATE INDEX "Dispute_cityId_state_idx" ON "Dispute"("cityId", "state");

-- CreateIndex
CREATE INDEX "Dispute_cityId_openedById_idx" ON "Dispute"("cityId", "openedById");

-- CreateIndex
CREATE INDEX "Dispute_cityId_settledById_idx" ON "Dispute"("cityId", "settledById");

-- CreateIndex
CREATE UNIQUE INDEX "Dispute_cityId_id_key" ON "Dispute"("cityId", "id");

-- CreateIndex
CREATE INDEX "Division_path_idx" ON "Division"("path");

-- CreateIndex
CREATE INDEX "Division_parentId_idx" ON "Division"("parentId");

-- CreateIndex
CREATE INDEX "DivisionLabel_divisionId_validFrom_idx" ON "DivisionLabel"("divisionId", "validFrom");

-- CreateIndex
CREATE INDEX "DivisionLabel_code_idx" ON "DivisionLabel"("code");

-- CreateIndex
CREATE INDEX "DivisionSuccession_toId_idx" ON "DivisionSuccession"("toId");

-- CreateIndex
CREATE UNIQUE INDEX "DivisionSuccession_fromId_toId_key" ON "DivisionSuccession"("fromId", "toId");

-- CreateIndex
CREATE INDEX "DivisionChange_divisionId_recordedAt_idx" ON "DivisionChange"("divisionId", "recordedAt");

-- CreateIndex
CREATE INDEX "Evidence_cityId_sha256_idx" ON "Evidence"("cityId", "sha256");

-- CreateIndex
CREATE INDEX "Evidence_cityId_byId_idx" ON "Evidence"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "Evidence_cityId_id_key" ON "Evidence"("cityId", "id");

-- CreateIndex
CREATE INDEX "EvidenceLink_cityId_evidenceId_idx" ON "EvidenceLink"("cityId", "evidenceId");

-- CreateIndex
CREATE INDEX "EvidenceLink_cityId_deliveryId_idx" ON "EvidenceLink"("cityId", "deliveryId");

-- CreateIndex
CREATE INDEX "EvidenceLink_cityId_expenseId_idx" ON "EvidenceLink"("cityId", "expenseId");

-- CreateIndex
CREATE INDEX "EvidenceLink_cityId_helpRequestId_idx" ON "EvidenceLink"("cityId", "helpRequestId");

-- CreateIndex
CREATE UNIQUE INDEX "EvidenceLink_cityId_id_key" ON "EvidenceLink"("cityId", "id");

-- CreateIndex
CREATE INDEX "Pledge_cityId_partnershipId_idx" ON "Pledge"("cityId", "partnershipId");

-- CreateIndex
CREATE INDEX "Pledge_cityId_giverId_idx" ON "Pledge"("cityId", "giverId");

-- CreateIndex
CREATE INDEX "Pledge_cityId_receiverId_idx" ON "Pledge"("cityId", "receiverId");

-- CreateIndex
CREATE INDEX "Pledge_cityId_byId_idx" ON "Pledge"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "Pledge_cityId_id_key" ON "Pledge"("cityId", "id");

-- CreateIndex
CREATE INDEX "PledgeLine_cityId_pledgeId_idx" ON "PledgeLine"("cityId", "pledgeId");

-- CreateIndex
CREATE UNIQUE INDEX "PledgeLine_cityId_id_key" ON "PledgeLine"("cityId", "id");

-- CreateIndex
CREATE INDEX "PledgeChange_cityId_pledgeId_recordedAt_idx" ON "PledgeChange"("cityId", "pledgeId", "recordedAt");

-- CreateIndex
CREATE INDEX "PledgeChange_cityId_pledgeLineId_idx" ON "PledgeChange"("cityId", "pledgeLineId");

-- CreateIndex
CREATE INDEX "PledgeChange_cityId_byId_idx" ON "PledgeChange"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "PledgeChange_cityId_id_key" ON "PledgeChange"("cityId", "id");

-- CreateIndex
CREATE INDEX "Transfer_cityId_pledgeLineId_idx" ON "Transfer"("cityId", "pledgeLineId");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_cityId_id_key" ON "Transfer"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_cityId_deliveryId_key" ON "Transfer"("cityId", "deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_cityId_id_key" ON "Receipt"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_cityId_acceptanceId_key" ON "Receipt"("cityId", "acceptanceId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerAccount_cityId_id_key" ON "LedgerAccount"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerAccount_cityId_pledgeLineId_type_key" ON "LedgerAccount"("cityId", "pledgeLineId", "type");

-- CreateIndex
CREATE INDEX "Journal_cityId_deliveryId_idx" ON "Journal"("cityId", "deliveryId");

-- CreateIndex
CREATE INDEX "Journal_cityId_acceptanceId_idx" ON "Journal"("cityId", "acceptanceId");

-- CreateIndex
CREATE INDEX "Journal_cityId_disputeId_idx" ON "Journal"("cityId", "disputeId");

-- CreateIndex
CREATE INDEX "Journal_cityId_expenseId_idx" ON "Journal"("cityId", "expenseId");

-- CreateIndex
CREATE INDEX "Journal_cityId_fundReturnId_idx" ON "Journal"("cityId", "fundReturnId");

-- CreateIndex
CREATE INDEX "Journal_cityId_pledgeChangeId_idx" ON "Journal"("cityId", "pledgeChangeId");

-- CreateIndex
CREATE UNIQUE INDEX "Journal_cityId_id_key" ON "Journal"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Journal_cityId_reversesId_key" ON "Journal"("cityId", "reversesId");

-- CreateIndex
CREATE INDEX "Posting_cityId_journalId_idx" ON "Posting"("cityId", "journalId");

-- CreateIndex
CREATE INDEX "Posting_cityId_accountId_recordedAt_idx" ON "Posting"("cityId", "accountId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Posting_cityId_id_key" ON "Posting"("cityId", "id");

-- CreateIndex
CREATE INDEX "Expense_cityId_receiverId_occurredOn_idx" ON "Expense"("cityId", "receiverId", "occurredOn");

-- CreateIndex
CREATE INDEX "Expense_cityId_recordedById_idx" ON "Expense"("cityId", "recordedById");

-- CreateIndex
CREATE INDEX "Expense_cityId_attestedById_idx" ON "Expense"("cityId", "attestedById");

-- CreateIndex
CREATE UNIQUE INDEX "Expense_cityId_id_key" ON "Expense"("cityId", "id");

-- CreateIndex
CREATE INDEX "ExpenseLine_cityId_pledgeLineId_idx" ON "ExpenseLine"("cityId", "pledgeLineId");

-- CreateIndex
CREATE UNIQUE INDEX "ExpenseLine_cityId_id_key" ON "ExpenseLine"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ExpenseLine_cityId_expenseId_pledgeLineId_key" ON "ExpenseLine"("cityId", "expenseId", "pledgeLineId");

-- CreateIndex
CREATE INDEX "ExpenseQuery_cityId_expenseId_idx" ON "ExpenseQuery"("cityId", "expenseId");

-- CreateIndex
CREATE INDEX "ExpenseQuery_cityId_askedById_idx" ON "ExpenseQuery"("cityId", "askedById");

-- CreateIndex
CREATE INDEX "ExpenseQuery_cityId_answeredById_idx" ON "ExpenseQuery"("cityId", "answeredById");

-- CreateIndex
CREATE UNIQUE INDEX "ExpenseQuery_cityId_id_key" ON "ExpenseQuery"("cityId", "id");

-- CreateIndex
CREATE INDEX "FundReturn_cityId_pledgeLineId_idx" ON "FundReturn"("cityId", "pledgeLineId");

-- CreateIndex
CREATE INDEX "FundReturn_cityId_sentById_idx" ON "FundReturn"("cityId", "sentById");

-- CreateIndex
CREATE INDEX "FundReturn_cityId_decidedById_idx" ON "FundReturn"("cityId", "decidedById");

-- CreateIndex
CREATE UNIQUE INDEX "FundReturn_cityId_id_key" ON "FundReturn"("cityId", "id");

-- CreateIndex
CREATE INDEX "HelpRequest_cityId_receiverId_state_idx" ON "HelpRequest"("cityId", "receiverId", "state");

-- CreateIndex
CREATE INDEX "HelpRequest_cityId_state_createdAt_idx" ON "HelpRequest"("cityId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "HelpRequest_cityId_createdById_idx" ON "HelpRequest"("cityId", "createdById");

-- CreateIndex
CREATE UNIQUE INDEX "HelpRequest_cityId_id_key" ON "HelpRequest"("cityId", "id");

-- CreateIndex
CREATE INDEX "Need_cityId_helpRequestId_idx" ON "Need"("cityId", "helpRequestId");

-- CreateIndex
CREATE INDEX "Need_cityId_kindId_idx" ON "Need"("cityId", "kindId");

-- CreateIndex
CREATE UNIQUE INDEX "Need_cityId_id_key" ON "Need"("cityId", "id");

-- CreateIndex
CREATE INDEX "HelpRequestOffer_cityId_organizationId_idx" ON "HelpRequestOffer"("cityId", "organizationId");

-- CreateIndex
CREATE INDEX "HelpRequestOffer_cityId_partnershipId_idx" ON "HelpRequestOffer"("cityId", "partnershipId");

-- CreateIndex
CREATE UNIQUE INDEX "HelpRequestOffer_cityId_id_key" ON "HelpRequestOffer"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "HelpRequestOffer_cityId_helpRequestId_organizationId_key" ON "HelpRequestOffer"("cityId", "helpRequestId", "organizationId");

-- CreateIndex
CREATE INDEX "Claim_cityId_needId_idx" ON "Claim"("cityId", "needId");

-- CreateIndex
CREATE INDEX "Claim_cityId_giverId_state_idx" ON "Claim"("cityId", "giverId", "state");

-- CreateIndex
CREATE INDEX "Claim_cityId_partnershipId_idx" ON "Claim"("cityId", "partnershipId");

-- CreateIndex
CREATE INDEX "Claim_cityId_byId_idx" ON "Claim"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "Claim_cityId_id_key" ON "Claim"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuthUser_personId_key" ON "AuthUser"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "AuthUser_email_key" ON "AuthUser"("email");

-- CreateIndex
CREATE UNIQUE INDEX "AuthUser_username_key" ON "AuthUser"("username");

-- CreateIndex
CREATE UNIQUE INDEX "AuthSession_token_key" ON "AuthSession"("token");

-- CreateIndex
CREATE INDEX "AuthSession_userId_idx" ON "AuthSession"("userId");

-- CreateIndex
CREATE INDEX "AuthSession_expiresAt_idx" ON "AuthSession"("expiresAt");

-- CreateIndex
CREATE INDEX "AuthAccount_userId_idx" ON "AuthAccount"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "AuthAccount_providerId_accountId_key" ON "AuthAccount"("providerId", "accountId");

-- CreateIndex
CREATE INDEX "AuthVerification_identifier_idx" ON "AuthVerification"("identifier");

-- CreateIndex
CREATE INDEX "AuthVerification_expiresAt_idx" ON "AuthVerification"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AuthRateLimit_key_key" ON "AuthRateLimit"("key");

-- CreateIndex
CREATE INDEX "AuthRateLimit_lastRequest_idx" ON "AuthRateLimit"("lastRequest");

-- CreateIndex
CREATE INDEX "AuthLockout_updatedAt_idx" ON "AuthLockout"("updatedAt");

-- CreateIndex
CREATE INDEX "Notification_cityId_personId_createdAt_idx" ON "Notification"("cityId", "personId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_cityId_id_key" ON "Notification"("cityId", "id");

-- CreateIndex
CREATE INDEX "OutboxEvent_dispatchedAt_id_idx" ON "OutboxEvent"("dispatchedAt", "id");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "DutyRule_cityId_validFrom_idx" ON "DutyRule"("cityId", "validFrom");

-- CreateIndex
CREATE INDEX "DutyRule_cityId_kindId_idx" ON "DutyRule"("cityId", "kindId");

-- CreateIndex
CREATE INDEX "DutyRule_cityId_supersedesId_idx" ON "DutyRule"("cityId", "supersedesId");

-- CreateIndex
CREATE UNIQUE INDEX "DutyRule_cityId_id_key" ON "DutyRule"("cityId", "id");

-- CreateIndex
CREATE INDEX "Obligation_cityId_partnershipId_dueOn_idx" ON "Obligation"("cityId", "partnershipId", "dueOn");

-- CreateIndex
CREATE INDEX "Obligation_cityId_giverId_dueOn_idx" ON "Obligation"("cityId", "giverId", "dueOn");

-- CreateIndex
CREATE INDEX "Obligation_cityId_receiverId_dueOn_idx" ON "Obligation"("cityId", "receiverId", "dueOn");

-- CreateIndex
CREATE INDEX "Obligation_cityId_closure_dueOn_idx" ON "Obligation"("cityId", "closure", "dueOn");

-- CreateIndex
CREATE INDEX "Obligation_cityId_answersId_idx" ON "Obligation"("cityId", "answersId");

-- CreateIndex
CREATE INDEX "Obligation_cityId_periodId_idx" ON "Obligation"("cityId", "periodId");

-- CreateIndex
CREATE INDEX "Obligation_cityId_kindId_idx" ON "Obligation"("cityId", "kindId");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_cityId_id_key" ON "Obligation"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_cityId_dutyRuleId_periodId_partnershipId_key" ON "Obligation"("cityId", "dutyRuleId", "periodId", "partnershipId");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_cityId_agreementLineId_key" ON "Obligation"("cityId", "agreementLineId");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_cityId_claimId_key" ON "Obligation"("cityId", "claimId");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_cityId_pledgeLineId_instalment_key" ON "Obligation"("cityId", "pledgeLineId", "instalment");

-- CreateIndex
CREATE INDEX "ObligationAmendment_cityId_obligationId_recordedAt_idx" ON "ObligationAmendment"("cityId", "obligationId", "recordedAt");

-- CreateIndex
CREATE INDEX "ObligationAmendment_cityId_byId_idx" ON "ObligationAmendment"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "ObligationAmendment_cityId_id_key" ON "ObligationAmendment"("cityId", "id");

-- CreateIndex
CREATE INDEX "LatenessExplanation_cityId_obligationId_recordedAt_idx" ON "LatenessExplanation"("cityId", "obligationId", "recordedAt");

-- CreateIndex
CREATE INDEX "LatenessExplanation_cityId_byId_idx" ON "LatenessExplanation"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "LatenessExplanation_cityId_id_key" ON "LatenessExplanation"("cityId", "id");

-- CreateIndex
CREATE INDEX "ExtensionRequest_cityId_obligationId_idx" ON "ExtensionRequest"("cityId", "obligationId");

-- CreateIndex
CREATE INDEX "ExtensionRequest_cityId_state_idx" ON "ExtensionRequest"("cityId", "state");

-- CreateIndex
CREATE INDEX "ExtensionRequest_cityId_askedById_idx" ON "ExtensionRequest"("cityId", "askedById");

-- CreateIndex
CREATE INDEX "ExtensionRequest_cityId_decidedById_idx" ON "ExtensionRequest"("cityId", "decidedById");

-- CreateIndex
CREATE UNIQUE INDEX "ExtensionRequest_cityId_id_key" ON "ExtensionRequest"("cityId", "id");

-- CreateIndex
CREATE INDEX "Reminder_cityId_partnershipId_createdAt_idx" ON "Reminder"("cityId", "partnershipId", "createdAt");

-- CreateIndex
CREATE INDEX "Reminder_cityId_obligationId_idx" ON "Reminder"("cityId", "obligationId");

-- CreateIndex
CREATE INDEX "Reminder_cityId_toOrganizationId_answeredAt_idx" ON "Reminder"("cityId", "toOrganizationId", "answeredAt");

-- CreateIndex
CREATE INDEX "Reminder_cityId_fromOrganizationId_idx" ON "Reminder"("cityId", "fromOrganizationId");

-- CreateIndex
CREATE INDEX "Reminder_cityId_sentById_idx" ON "Reminder"("cityId", "sentById");

-- CreateIndex
CREATE INDEX "Reminder_cityId_seenById_idx" ON "Reminder"("cityId", "seenById");

-- CreateIndex
CREATE INDEX "Reminder_cityId_answeredById_idx" ON "Reminder"("cityId", "answeredById");

-- CreateIndex
CREATE UNIQUE INDEX "Reminder_cityId_id_key" ON "Reminder"("cityId", "id");

-- CreateIndex
CREATE INDEX "Organization_cityId_kind_name_idx" ON "Organization"("cityId", "kind", "name");

-- CreateIndex
CREATE INDEX "Organization_divisionId_idx" ON "Organization"("divisionId");

-- CreateIndex
CREATE INDEX "Organization_cityId_parentId_idx" ON "Organization"("cityId", "parentId");

-- CreateIndex
CREATE INDEX "Organization_cityId_succeededById_idx" ON "Organization"("cityId", "succeededById");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_cityId_id_key" ON "Organization"("cityId", "id");

-- CreateIndex
CREATE INDEX "Person_cityId_name_idx" ON "Person"("cityId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Person_cityId_id_key" ON "Person"("cityId", "id");

-- CreateIndex
CREATE INDEX "Membership_cityId_organizationId_role_idx" ON "Membership"("cityId", "organizationId", "role");

-- CreateIndex
CREATE INDEX "Membership_cityId_personId_idx" ON "Membership"("cityId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_cityId_id_key" ON "Membership"("cityId", "id");

-- CreateIndex
CREATE INDEX "LiaisonHandover_cityId_organizationId_idx" ON "LiaisonHandover"("cityId", "organizationId");

-- CreateIndex
CREATE INDEX "LiaisonHandover_cityId_fromMembershipId_idx" ON "LiaisonHandover"("cityId", "fromMembershipId");

-- CreateIndex
CREATE INDEX "LiaisonHandover_cityId_toMembershipId_idx" ON "LiaisonHandover"("cityId", "toMembershipId");

-- CreateIndex
CREATE UNIQUE INDEX "LiaisonHandover_cityId_id_key" ON "LiaisonHandover"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_cityId_personId_idx" ON "Invitation"("cityId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_cityId_id_key" ON "Invitation"("cityId", "id");

-- CreateIndex
CREATE INDEX "WorkbookImport_cityId_recordedAt_idx" ON "WorkbookImport"("cityId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "WorkbookImport_cityId_id_key" ON "WorkbookImport"("cityId", "id");

-- CreateIndex
CREATE INDEX "Partnership_cityId_giverId_idx" ON "Partnership"("cityId", "giverId");

-- CreateIndex
CREATE INDEX "Partnership_cityId_receiverId_idx" ON "Partnership"("cityId", "receiverId");

-- CreateIndex
CREATE INDEX "Partnership_cityId_state_endsOn_idx" ON "Partnership"("cityId", "state", "endsOn");

-- CreateIndex
CREATE INDEX "Partnership_cityId_attestorId_idx" ON "Partnership"("cityId", "attestorId");

-- CreateIndex
CREATE INDEX "Partnership_cityId_leaderMembershipId_idx" ON "Partnership"("cityId", "leaderMembershipId");

-- CreateIndex
CREATE INDEX "Partnership_cityId_renewsId_idx" ON "Partnership"("cityId", "renewsId");

-- CreateIndex
CREATE UNIQUE INDEX "Partnership_cityId_id_key" ON "Partnership"("cityId", "id");

-- CreateIndex
CREATE INDEX "PartnershipLiaison_cityId_partnershipId_side_idx" ON "PartnershipLiaison"("cityId", "partnershipId", "side");

-- CreateIndex
CREATE INDEX "PartnershipLiaison_cityId_membershipId_idx" ON "PartnershipLiaison"("cityId", "membershipId");

-- CreateIndex
CREATE UNIQUE INDEX "PartnershipLiaison_cityId_id_key" ON "PartnershipLiaison"("cityId", "id");

-- CreateIndex
CREATE INDEX "PartnershipSuspension_cityId_partnershipId_idx" ON "PartnershipSuspension"("cityId", "partnershipId");

-- CreateIndex
CREATE UNIQUE INDEX "PartnershipSuspension_cityId_id_key" ON "PartnershipSuspension"("cityId", "id");

-- CreateIndex
CREATE INDEX "LeadAssignment_cityId_receiverId_startsOn_idx" ON "LeadAssignment"("cityId", "receiverId", "startsOn");

-- CreateIndex
CREATE INDEX "LeadAssignment_cityId_partnershipId_idx" ON "LeadAssignment"("cityId", "partnershipId");

-- CreateIndex
CREATE UNIQUE INDEX "LeadAssignment_cityId_id_key" ON "LeadAssignment"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Agreement_cityId_id_key" ON "Agreement"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Agreement_cityId_partnershipId_versionNumber_key" ON "Agreement"("cityId", "partnershipId", "versionNumber");

-- CreateIndex
CREATE INDEX "AgreementLine_cityId_agreementId_sortOrder_idx" ON "AgreementLine"("cityId", "agreementId", "sortOrder");

-- CreateIndex
CREATE INDEX "AgreementLine_cityId_kindId_idx" ON "AgreementLine"("cityId", "kindId");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementLine_cityId_id_key" ON "AgreementLine"("cityId", "id");

-- CreateIndex
CREATE INDEX "AgreementSignature_cityId_byId_idx" ON "AgreementSignature"("cityId", "byId");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementSignature_cityId_id_key" ON "AgreementSignature"("cityId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementSignature_cityId_agreementId_side_key" ON "AgreementSignature"("cityId", "agreementId", "side");

-- AddForeignKey
ALTER TABLE "City" ADD CONSTRAINT "City_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CitySetting" ADD CONSTRAINT "CitySetting_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Period" ADD CONSTRAINT "Period_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Period" ADD CONSTRAINT "Period_cityId_sealedById_fkey" FOREIGN KEY ("cityId", "sealedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Kind" ADD CONSTRAINT "Kind_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_kindId_fkey" FOREIGN KEY ("cityId", "kindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_loggedById_fkey" FOREIGN KEY ("cityId", "loggedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Allocation" ADD CONSTRAINT "Allocation_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Allocation" ADD CONSTRAINT "Allocation_cityId_obligationId_fkey" FOREIGN KEY ("cityId", "obligationId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_cityId_reversesId_fkey" FOREIGN KEY ("cityId", "reversesId") REFERENCES "Acceptance"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_cityId_openedById_fkey" FOREIGN KEY ("cityId", "openedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_cityId_settledById_fkey" FOREIGN KEY ("cityId", "settledById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Division" ADD CONSTRAINT "Division_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DivisionLabel" ADD CONSTRAINT "DivisionLabel_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DivisionSuccession" ADD CONSTRAINT "DivisionSuccession_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DivisionSuccession" ADD CONSTRAINT "DivisionSuccession_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DivisionChange" ADD CONSTRAINT "DivisionChange_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_evidenceId_fkey" FOREIGN KEY ("cityId", "evidenceId") REFERENCES "Evidence"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_expenseId_fkey" FOREIGN KEY ("cityId", "expenseId") REFERENCES "Expense"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pledge" ADD CONSTRAINT "Pledge_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pledge" ADD CONSTRAINT "Pledge_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pledge" ADD CONSTRAINT "Pledge_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pledge" ADD CONSTRAINT "Pledge_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PledgeLine" ADD CONSTRAINT "PledgeLine_cityId_pledgeId_fkey" FOREIGN KEY ("cityId", "pledgeId") REFERENCES "Pledge"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PledgeChange" ADD CONSTRAINT "PledgeChange_cityId_pledgeId_fkey" FOREIGN KEY ("cityId", "pledgeId") REFERENCES "Pledge"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PledgeChange" ADD CONSTRAINT "PledgeChange_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PledgeChange" ADD CONSTRAINT "PledgeChange_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_cityId_acceptanceId_fkey" FOREIGN KEY ("cityId", "acceptanceId") REFERENCES "Acceptance"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerAccount" ADD CONSTRAINT "LedgerAccount_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_deliveryId_fkey" FOREIGN KEY ("cityId", "deliveryId") REFERENCES "Delivery"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_acceptanceId_fkey" FOREIGN KEY ("cityId", "acceptanceId") REFERENCES "Acceptance"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_disputeId_fkey" FOREIGN KEY ("cityId", "disputeId") REFERENCES "Dispute"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_expenseId_fkey" FOREIGN KEY ("cityId", "expenseId") REFERENCES "Expense"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_fundReturnId_fkey" FOREIGN KEY ("cityId", "fundReturnId") REFERENCES "FundReturn"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_pledgeChangeId_fkey" FOREIGN KEY ("cityId", "pledgeChangeId") REFERENCES "PledgeChange"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Journal" ADD CONSTRAINT "Journal_cityId_reversesId_fkey" FOREIGN KEY ("cityId", "reversesId") REFERENCES "Journal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_cityId_journalId_fkey" FOREIGN KEY ("cityId", "journalId") REFERENCES "Journal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_cityId_accountId_fkey" FOREIGN KEY ("cityId", "accountId") REFERENCES "LedgerAccount"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expense" ADD CONSTRAINT "Expense_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expense" ADD CONSTRAINT "Expense_cityId_recordedById_fkey" FOREIGN KEY ("cityId", "recordedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expense" ADD CONSTRAINT "Expense_cityId_attestedById_fkey" FOREIGN KEY ("cityId", "attestedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpenseLine" ADD CONSTRAINT "ExpenseLine_cityId_expenseId_fkey" FOREIGN KEY ("cityId", "expenseId") REFERENCES "Expense"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpenseLine" ADD CONSTRAINT "ExpenseLine_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpenseQuery" ADD CONSTRAINT "ExpenseQuery_cityId_expenseId_fkey" FOREIGN KEY ("cityId", "expenseId") REFERENCES "Expense"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpenseQuery" ADD CONSTRAINT "ExpenseQuery_cityId_askedById_fkey" FOREIGN KEY ("cityId", "askedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpenseQuery" ADD CONSTRAINT "ExpenseQuery_cityId_answeredById_fkey" FOREIGN KEY ("cityId", "answeredById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FundReturn" ADD CONSTRAINT "FundReturn_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FundReturn" ADD CONSTRAINT "FundReturn_cityId_sentById_fkey" FOREIGN KEY ("cityId", "sentById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FundReturn" ADD CONSTRAINT "FundReturn_cityId_decidedById_fkey" FOREIGN KEY ("cityId", "decidedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequest" ADD CONSTRAINT "HelpRequest_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequest" ADD CONSTRAINT "HelpRequest_cityId_createdById_fkey" FOREIGN KEY ("cityId", "createdById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_cityId_kindId_fkey" FOREIGN KEY ("cityId", "kindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequestOffer" ADD CONSTRAINT "HelpRequestOffer_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequestOffer" ADD CONSTRAINT "HelpRequestOffer_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HelpRequestOffer" ADD CONSTRAINT "HelpRequestOffer_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_cityId_needId_fkey" FOREIGN KEY ("cityId", "needId") REFERENCES "Need"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthUser" ADD CONSTRAINT "AuthUser_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthSession" ADD CONSTRAINT "AuthSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "AuthUser"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthAccount" ADD CONSTRAINT "AuthAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "AuthUser"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DutyRule" ADD CONSTRAINT "DutyRule_cityId_kindId_fkey" FOREIGN KEY ("cityId", "kindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DutyRule" ADD CONSTRAINT "DutyRule_cityId_supersedesId_fkey" FOREIGN KEY ("cityId", "supersedesId") REFERENCES "DutyRule"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_kindId_fkey" FOREIGN KEY ("cityId", "kindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_dutyRuleId_fkey" FOREIGN KEY ("cityId", "dutyRuleId") REFERENCES "DutyRule"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_periodId_fkey" FOREIGN KEY ("cityId", "periodId") REFERENCES "Period"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_agreementLineId_fkey" FOREIGN KEY ("cityId", "agreementLineId") REFERENCES "AgreementLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_pledgeLineId_fkey" FOREIGN KEY ("cityId", "pledgeLineId") REFERENCES "PledgeLine"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_claimId_fkey" FOREIGN KEY ("cityId", "claimId") REFERENCES "Claim"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_cityId_answersId_fkey" FOREIGN KEY ("cityId", "answersId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ObligationAmendment" ADD CONSTRAINT "ObligationAmendment_cityId_obligationId_fkey" FOREIGN KEY ("cityId", "obligationId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ObligationAmendment" ADD CONSTRAINT "ObligationAmendment_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LatenessExplanation" ADD CONSTRAINT "LatenessExplanation_cityId_obligationId_fkey" FOREIGN KEY ("cityId", "obligationId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LatenessExplanation" ADD CONSTRAINT "LatenessExplanation_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtensionRequest" ADD CONSTRAINT "ExtensionRequest_cityId_obligationId_fkey" FOREIGN KEY ("cityId", "obligationId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtensionRequest" ADD CONSTRAINT "ExtensionRequest_cityId_askedById_fkey" FOREIGN KEY ("cityId", "askedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtensionRequest" ADD CONSTRAINT "ExtensionRequest_cityId_decidedById_fkey" FOREIGN KEY ("cityId", "decidedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_obligationId_fkey" FOREIGN KEY ("cityId", "obligationId") REFERENCES "Obligation"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_toOrganizationId_fkey" FOREIGN KEY ("cityId", "toOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_fromOrganizationId_fkey" FOREIGN KEY ("cityId", "fromOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_sentById_fkey" FOREIGN KEY ("cityId", "sentById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_seenById_fkey" FOREIGN KEY ("cityId", "seenById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_cityId_answeredById_fkey" FOREIGN KEY ("cityId", "answeredById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_cityId_parentId_fkey" FOREIGN KEY ("cityId", "parentId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_cityId_succeededById_fkey" FOREIGN KEY ("cityId", "succeededById") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiaisonHandover" ADD CONSTRAINT "LiaisonHandover_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiaisonHandover" ADD CONSTRAINT "LiaisonHandover_cityId_fromMembershipId_fkey" FOREIGN KEY ("cityId", "fromMembershipId") REFERENCES "Membership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiaisonHandover" ADD CONSTRAINT "LiaisonHandover_cityId_toMembershipId_fkey" FOREIGN KEY ("cityId", "toMembershipId") REFERENCES "Membership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiaisonHandover" ADD CONSTRAINT "LiaisonHandover_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_cityId_createdById_fkey" FOREIGN KEY ("cityId", "createdById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_attestorId_fkey" FOREIGN KEY ("cityId", "attestorId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_leaderMembershipId_fkey" FOREIGN KEY ("cityId", "leaderMembershipId") REFERENCES "Membership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_giverAcknowledgedById_fkey" FOREIGN KEY ("cityId", "giverAcknowledgedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_receiverAcknowledgedById_fkey" FOREIGN KEY ("cityId", "receiverAcknowledgedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Partnership" ADD CONSTRAINT "Partnership_cityId_renewsId_fkey" FOREIGN KEY ("cityId", "renewsId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnershipLiaison" ADD CONSTRAINT "PartnershipLiaison_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnershipLiaison" ADD CONSTRAINT "PartnershipLiaison_cityId_membershipId_fkey" FOREIGN KEY ("cityId", "membershipId") REFERENCES "Membership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnershipSuspension" ADD CONSTRAINT "PartnershipSuspension_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeadAssignment" ADD CONSTRAINT "LeadAssignment_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeadAssignment" ADD CONSTRAINT "LeadAssignment_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agreement" ADD CONSTRAINT "Agreement_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementLine" ADD CONSTRAINT "AgreementLine_cityId_agreementId_fkey" FOREIGN KEY ("cityId", "agreementId") REFERENCES "Agreement"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementLine" ADD CONSTRAINT "AgreementLine_cityId_kindId_fkey" FOREIGN KEY ("cityId", "kindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementSignature" ADD CONSTRAINT "AgreementSignature_cityId_agreementId_fkey" FOREIGN KEY ("cityId", "agreementId") REFERENCES "Agreement"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgreementSignature" ADD CONSTRAINT "AgreementSignature_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
