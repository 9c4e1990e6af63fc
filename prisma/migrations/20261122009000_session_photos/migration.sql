-- Photos stand behind the report of a session.
alter table "EvidenceLink" add column "sessionReportId" uuid;
CREATE INDEX "EvidenceLink_cityId_sessionReportId_idx" ON "EvidenceLink"("cityId", "sessionReportId");
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_sessionReportId_fkey" FOREIGN KEY ("cityId", "sessionReportId") REFERENCES "SessionReport"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table "EvidenceLink" drop constraint "EvidenceLink_one_fact";
alter table "EvidenceLink" add constraint "EvidenceLink_one_fact" check (num_nonnulls("deliveryId", "expenseId", "helpRequestId", "appealId", "sessionReportId") = 1);
