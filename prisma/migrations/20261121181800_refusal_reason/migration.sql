-- A giver that refuses a return says why; the receiver reads it.
ALTER TABLE "FundReturn" ADD COLUMN "refusalReason" TEXT;
