-- The board (现况): one row for each partnership with what its facts come to, kept by the database itself. What depends on the
-- day is not stored: dates are, and lateness is derived from them.

CREATE TYPE "StandingPlace" AS ENUM ('IN_TRANSIT', 'DISPUTED', 'AVAILABLE', 'RETURNING');

CREATE TABLE "Standing" (
    "partnershipId" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "giverName" TEXT COLLATE "C" NOT NULL,
    "receiverName" TEXT COLLATE "C" NOT NULL,
    "names" TEXT COLLATE "C" NOT NULL,
    "giverPath" TEXT COLLATE "C" NOT NULL,
    "receiverPath" TEXT COLLATE "C" NOT NULL,
    "kind" "PartnershipKind" NOT NULL,
    "basis" "PartnershipBasis" NOT NULL,
    "state" "PartnershipState" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "suspendedOn" DATE,
    "openPromises" INTEGER NOT NULL,
    "firstDueOn" DATE,
    "lateFrom" DATE,
    "moneyDueOn" DATE,
    "awaiting" INTEGER NOT NULL,
    "awaitingSince" DATE,
    "openDisputes" INTEGER NOT NULL,
    "disputeSince" DATE,
    "extensionsAsked" INTEGER NOT NULL,
    "extensionSince" DATE,
    "unacknowledgedSince" DATE,
    "pledged" BIGINT NOT NULL,
    "sent" BIGINT NOT NULL,
    "received" BIGINT NOT NULL,
    "spent" BIGINT NOT NULL,
    "waiting" BIGINT NOT NULL,
    "stuckAt" "StandingPlace",
    "stuckAmount" BIGINT NOT NULL,
    "stuckOn" DATE,
    "movingSince" DATE,
    "lastContactOn" DATE,
    "needsClass" SMALLINT NOT NULL,
    "needsOn" DATE NOT NULL,
    "refreshedIn" BIGINT NOT NULL,
    CONSTRAINT "Standing_pkey" PRIMARY KEY ("partnershipId")
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX "Standing_cityId_partnershipId_key" ON "Standing"("cityId", "partnershipId");
CREATE INDEX "Standing_cityId_giverId_idx" ON "Standing"("cityId", "giverId");
CREATE INDEX "Standing_cityId_receiverId_idx" ON "Standing"("cityId", "receiverId");
ALTER TABLE "Standing" ADD CONSTRAINT "Standing_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "officeId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "deletedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SavedView_cityId_id_key" ON "SavedView"("cityId", "id");
CREATE INDEX "SavedView_cityId_officeId_idx" ON "SavedView"("cityId", "officeId");
CREATE INDEX "SavedView_cityId_membershipId_idx" ON "SavedView"("cityId", "membershipId");
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_cityId_officeId_fkey" FOREIGN KEY ("cityId", "officeId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_cityId_membershipId_fkey" FOREIGN KEY ("cityId", "membershipId") REFERENCES "Membership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
create trigger history after insert or update or delete on "SavedView" for each row execute function record_history();

ALTER TABLE "Obligation" ADD COLUMN "suspendedOn" DATE;
