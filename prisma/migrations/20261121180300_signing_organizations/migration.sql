-- A seal names the person and the organization that signed: a receipt may be attested by the street that keeps the books,
-- a delivery entered by an office. Which of a person's roles it was cannot be told from the person later.

ALTER TABLE "Delivery" ADD COLUMN "loggedByOrganizationId" UUID;
CREATE INDEX "Delivery_cityId_loggedByOrganizationId_idx" ON "Delivery"("cityId", "loggedByOrganizationId");
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_cityId_loggedByOrganizationId_fkey" FOREIGN KEY ("cityId", "loggedByOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Acceptance" ADD COLUMN "byOrganizationId" UUID NOT NULL;
CREATE INDEX "Acceptance_cityId_byOrganizationId_idx" ON "Acceptance"("cityId", "byOrganizationId");
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_cityId_byOrganizationId_fkey" FOREIGN KEY ("cityId", "byOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The system ends a promise together with its partnership: nobody's decision on the pledge itself.
ALTER TABLE "PledgeChange" ALTER COLUMN "byId" DROP NOT NULL;
