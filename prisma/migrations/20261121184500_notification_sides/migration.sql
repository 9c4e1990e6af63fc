-- A notification says between whom it happened: an office hears of many pairs.
ALTER TABLE "Notification" ADD COLUMN "giverId" UUID, ADD COLUMN "receiverId" UUID, ADD COLUMN "partnershipId" UUID;

CREATE INDEX "Notification_cityId_giverId_idx" ON "Notification"("cityId", "giverId");

CREATE INDEX "Notification_cityId_receiverId_idx" ON "Notification"("cityId", "receiverId");

CREATE INDEX "Notification_cityId_partnershipId_idx" ON "Notification"("cityId", "partnershipId");

ALTER TABLE "Notification" ADD CONSTRAINT "Notification_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Notification" ADD CONSTRAINT "Notification_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Notification" ADD CONSTRAINT "Notification_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
