-- What residents write to their community (居民诉求), and how they can be reached, apart and sealed.
CREATE TYPE "AppealState" AS ENUM ('RECEIVED', 'IN_HAND', 'PASSED_UP', 'ANSWERED', 'CLOSED', 'UNSOLVED', 'MERGED', 'REFUSED');
CREATE TYPE "AppealEntryKind" AS ENUM ('RECEIVED', 'ADDED', 'NOT_SOLVED', 'IN_HAND', 'REQUEST_OPENED', 'REQUEST_SOLVED', 'REQUEST_UNSOLVED', 'REQUEST_WITHDRAWN', 'ANSWERED', 'PASSED_UP', 'SENT_BACK', 'MERGED', 'REFUSED', 'RESTORED', 'LATE');
CREATE TABLE "AppealDoor" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "publicCode" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "notice" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AppealDoor_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Appeal" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "state" "AppealState" NOT NULL,
    "text" TEXT NOT NULL,
    "textDigest" TEXT NOT NULL,
    "followHash" TEXT NOT NULL,
    "waitingSince" TIMESTAMPTZ(6),
    "answerDueOn" DATE,
    "escalations" INTEGER NOT NULL DEFAULT 0,
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(6),
    "answeredFromId" UUID,
    "draftAnswer" TEXT,
    "draftById" UUID,
    "helpRequestId" UUID,
    "passedToId" UUID,
    "mergedIntoId" UUID,
    "notSolvedCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "AppealEntry" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "appealId" UUID NOT NULL,
    "kind" "AppealEntryKind" NOT NULL,
    "text" TEXT,
    "organizationId" UUID,
    "byId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "AppealEntry_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "AppealContact" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "appealId" UUID NOT NULL,
    "sealed" BYTEA,
    "consentAt" TIMESTAMPTZ(6) NOT NULL,
    "deleteOn" DATE NOT NULL,
    "deletedAt" TIMESTAMPTZ(6),

    CONSTRAINT "AppealContact_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "AppealDoor_publicCode_key" ON "AppealDoor"("publicCode");
CREATE UNIQUE INDEX "AppealDoor_cityId_id_key" ON "AppealDoor"("cityId", "id");
CREATE UNIQUE INDEX "AppealDoor_cityId_receiverId_key" ON "AppealDoor"("cityId", "receiverId");
CREATE UNIQUE INDEX "Appeal_followHash_key" ON "Appeal"("followHash");
CREATE INDEX "Appeal_cityId_receiverId_state_createdAt_idx" ON "Appeal"("cityId", "receiverId", "state", "createdAt");
CREATE INDEX "Appeal_cityId_receiverId_textDigest_createdAt_idx" ON "Appeal"("cityId", "receiverId", "textDigest", "createdAt");
CREATE INDEX "Appeal_cityId_passedToId_state_idx" ON "Appeal"("cityId", "passedToId", "state");
CREATE INDEX "Appeal_cityId_answeredFromId_idx" ON "Appeal"("cityId", "answeredFromId");
CREATE INDEX "Appeal_cityId_mergedIntoId_idx" ON "Appeal"("cityId", "mergedIntoId");
CREATE INDEX "Appeal_cityId_draftById_idx" ON "Appeal"("cityId", "draftById");
CREATE INDEX "Appeal_answerDueOn_idx" ON "Appeal"("answerDueOn");
CREATE UNIQUE INDEX "Appeal_cityId_id_key" ON "Appeal"("cityId", "id");
CREATE UNIQUE INDEX "Appeal_cityId_helpRequestId_key" ON "Appeal"("cityId", "helpRequestId");
CREATE INDEX "AppealEntry_cityId_appealId_recordedAt_idx" ON "AppealEntry"("cityId", "appealId", "recordedAt");
CREATE INDEX "AppealEntry_cityId_organizationId_idx" ON "AppealEntry"("cityId", "organizationId");
CREATE INDEX "AppealEntry_cityId_byId_idx" ON "AppealEntry"("cityId", "byId");
CREATE UNIQUE INDEX "AppealEntry_cityId_id_key" ON "AppealEntry"("cityId", "id");
CREATE INDEX "AppealContact_deleteOn_idx" ON "AppealContact"("deleteOn");
CREATE UNIQUE INDEX "AppealContact_cityId_id_key" ON "AppealContact"("cityId", "id");
CREATE UNIQUE INDEX "AppealContact_cityId_appealId_key" ON "AppealContact"("cityId", "appealId");
ALTER TABLE "AppealDoor" ADD CONSTRAINT "AppealDoor_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_answeredFromId_fkey" FOREIGN KEY ("cityId", "answeredFromId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_passedToId_fkey" FOREIGN KEY ("cityId", "passedToId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_draftById_fkey" FOREIGN KEY ("cityId", "draftById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_cityId_mergedIntoId_fkey" FOREIGN KEY ("cityId", "mergedIntoId") REFERENCES "Appeal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealEntry" ADD CONSTRAINT "AppealEntry_cityId_appealId_fkey" FOREIGN KEY ("cityId", "appealId") REFERENCES "Appeal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealEntry" ADD CONSTRAINT "AppealEntry_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealEntry" ADD CONSTRAINT "AppealEntry_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealContact" ADD CONSTRAINT "AppealContact_cityId_appealId_fkey" FOREIGN KEY ("cityId", "appealId") REFERENCES "Appeal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- photos of residents

alter table "Evidence" alter column "byId" drop not null;
-- Only who has no account hands in a file under no name.
alter table "Evidence" add constraint "Evidence_by" check (("byId" is null) = ("fileKind" = 'RESIDENT_PHOTO'));
alter table "EvidenceLink" add column "appealId" uuid;
CREATE INDEX "EvidenceLink_cityId_appealId_idx" ON "EvidenceLink"("cityId", "appealId");
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_cityId_appealId_fkey" FOREIGN KEY ("cityId", "appealId") REFERENCES "Appeal"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table "EvidenceLink" drop constraint "EvidenceLink_one_fact";
alter table "EvidenceLink" add constraint "EvidenceLink_one_fact" check (num_nonnulls("deliveryId", "expenseId", "helpRequestId", "appealId") = 1);

-- ---------------------------------------------------------------- what holds by itself

-- Whose turn it is: as long as it waits, since when and until when is known.
alter table "Appeal" add constraint "Appeal_waiting" check (
  ("waitingSince" is null) = ("answerDueOn" is null)
  and ("state" not in ('RECEIVED', 'PASSED_UP') or "waitingSince" is not null)
  and ("state" not in ('ANSWERED', 'CLOSED', 'UNSOLVED', 'MERGED', 'REFUSED') or "waitingSince" is null));
alter table "Appeal" add constraint "Appeal_state" check (
  ("state" <> 'IN_HAND' or "helpRequestId" is not null)
  and ("state" <> 'PASSED_UP' or "passedToId" is not null)
  and ("state" <> 'ANSWERED' or "answer" is not null)
  and ("state" = 'MERGED') = ("mergedIntoId" is not null)
  and "mergedIntoId" is distinct from "id");
alter table "Appeal" add constraint "Appeal_answer" check (("answer" is null) = ("answeredAt" is null) and ("answer" is null) = ("answeredFromId" is null));
alter table "Appeal" add constraint "Appeal_draft" check (("draftAnswer" is null) = ("draftById" is null));
alter table "Appeal" add constraint "Appeal_text" check (char_length("text") between 1 and 2000);
alter table "Appeal" add constraint "Appeal_hashes" check ("followHash" ~ '^[0-9a-f]{64}$' and "textDigest" ~ '^[0-9a-f]{64}$');
alter table "AppealEntry" add constraint "AppealEntry_text" check ("text" is null or char_length("text") between 1 and 2000);
alter table "AppealDoor" add constraint "AppealDoor_code" check ("publicCode" ~ '^[2-9A-HJKMNP-Z]{8}$');
alter table "AppealDoor" add constraint "AppealDoor_notice" check ("notice" is null or char_length("notice") between 1 and 200);
alter table "AppealContact" add constraint "AppealContact_deleted" check (("sealed" is null) = ("deletedAt" is not null));

-- What a resident wrote never changes; where it came from neither.
create function refuse_change_of_appeal() returns trigger language plpgsql as $$
begin
  if (new."id", new."cityId", new."receiverId", new."text", new."textDigest", new."followHash", new."createdAt")
     is distinct from (old."id", old."cityId", old."receiverId", old."text", old."textDigest", old."followHash", old."createdAt") then
    raise exception 'what a resident wrote does not change' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger as_written before update on "Appeal" for each row execute function refuse_change_of_appeal();

-- A contact is emptied, once, and nothing else happens to it. It has no history: what is deleted is gone.
create function refuse_change_of_contact() returns trigger language plpgsql as $$
begin
  if old."deletedAt" is not null or new."sealed" is not null
     or (new."id", new."cityId", new."appealId", new."consentAt", new."deleteOn") is distinct from (old."id", old."cityId", old."appealId", old."consentAt", old."deleteOn") then
    raise exception 'a contact is only ever emptied' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger only_emptied before update on "AppealContact" for each row execute function refuse_change_of_contact();

create trigger history after insert or update or delete on "AppealDoor" for each row execute function record_history();
create trigger history after insert or update or delete on "Appeal" for each row execute function record_history();
create trigger append_only before update or delete on "AppealEntry" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "AppealEntry" for each statement execute function refuse_change();
