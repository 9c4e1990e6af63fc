-- The market of requests: the hall of the city, joint claims, what is on the way and in use, and the question whether it is solved.

CREATE TYPE "JointPartState" AS ENUM ('INVITED', 'AGREED', 'DECLINED', 'CANCELLED');
CREATE TYPE "SolvedAnswer" AS ENUM ('YES', 'NOT_YET');

-- ---------------------------------------------------------------- the window of the paired units, and the hall

ALTER TABLE "HelpRequest" ADD COLUMN "offeredUntil" DATE;
ALTER TABLE "HelpRequest" ADD COLUMN "hallSince" TIMESTAMPTZ(6);
ALTER TABLE "HelpRequest" ADD COLUMN "keptReason" TEXT;
ALTER TABLE "HelpRequest" ADD COLUMN "hasAsker" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "HelpRequest" ADD COLUMN "saidUnsolved" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "HelpRequest_cityId_state_hallSince_idx" ON "HelpRequest"("cityId", "state", "hallSince");
alter table "HelpRequest" add constraint "HelpRequest_hall" check (
  ("hallSince" is null or ("openedAt" is not null and "hallSince" >= "openedAt")) and
  ("offeredUntil" is null or "openedAt" is not null) and
  -- Kept to the paired units, or in the hall: not both.
  ("keptReason" is null or ("hallSince" is null and "openedAt" is not null)));
alter table "HelpRequest" add constraint "HelpRequest_said_unsolved" check (not "saidUnsolved" or "hasAsker");

-- ---------------------------------------------------------------- sent, received, used

ALTER TABLE "Claim" ADD COLUMN "marked" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Claim" ADD COLUMN "delivered" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Claim" ADD COLUMN "expectedOn" DATE;
alter table "Claim" add constraint "Claim_sent" check (
  "marked" between 0 and "quantity" and "delivered" between 0 and "quantity" and ("marked" = 0 or "expectedOn" is not null));
ALTER TABLE "Need" ADD COLUMN "sent" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Need" ADD COLUMN "used" BIGINT NOT NULL DEFAULT 0;

-- What a claim has had delivered: what deliveries claim of its obligation, or of the instalments that answer it.
create function delivered_of_claim(p_claim uuid) returns bigint language sql stable as $$
  select coalesce(least(c."quantity", o."claimed" + coalesce((
    select sum(a."claimed") from "Obligation" a where a."cityId" = o."cityId" and a."answersId" = o.id), 0)), 0)::bigint
  from "Claim" c join "Obligation" o on o."cityId" = c."cityId" and o."claimId" = c.id where c.id = p_claim
$$;
-- What units have sent of a need: of each claim what is delivered or, where it is more, what its unit says is on the way.
create function sent_of_need(p_need uuid) returns bigint language sql stable as $$
  select coalesce(sum(greatest(c."marked", c."delivered")), 0)::bigint from "Claim" c where c."needId" = p_need and c."state" <> 'WITHDRAWN'
$$;

-- The database keeps both where the facts change: no command knows of it. Need before claim: the order of locks.
create function follow_promise() returns trigger language plpgsql as $$
declare
  claim uuid := coalesce(new."claimId", (select o."claimId" from "Obligation" o where o.id = new."answersId"));
begin
  if claim is null then return null; end if;
  perform from "Need" n join "Claim" c on c."needId" = n.id where c.id = claim for update of n;
  update "Claim" c set "delivered" = delivered_of_claim(claim) where c.id = claim and c."delivered" <> delivered_of_claim(claim);
  return null;
end $$;
create trigger follow_promise after insert or update of "claimed", "quantity" on "Obligation" for each row
  when (new."claimId" is not null or new."answersId" is not null) execute function follow_promise();

create function follow_claim() returns trigger language plpgsql as $$
begin
  perform from "Need" n where n.id = new."needId" for update;
  update "Need" n set "sent" = sent_of_need(n.id) where n.id = new."needId" and n."sent" <> sent_of_need(n.id);
  return null;
end $$;
create trigger follow_claim after insert or update of "marked", "delivered", "state", "quantity" on "Claim" for each row
  execute function follow_claim();

update "Claim" c set "delivered" = delivered_of_claim(c.id) where delivered_of_claim(c.id) > 0;
update "Need" n set "sent" = sent_of_need(n.id) where n."sent" <> sent_of_need(n.id);

-- Each quantity is written by the party that knows it, and none is more than the one before it.
alter table "Need" add constraint "Need_sent" check (
  "used" >= 0 and "used" <= "accepted" and "accepted" <= "sent" and "sent" <= "claimed");

-- ---------------------------------------------------------------- jointly

CREATE TABLE "JointClaim" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "needId" UUID NOT NULL,
    "leadId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),

    CONSTRAINT "JointClaim_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "JointClaimPart" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "jointClaimId" UUID NOT NULL,
    "giverId" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "promisedOn" DATE NOT NULL,
    "state" "JointPartState" NOT NULL,
    "claimId" UUID,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "JointClaimPart_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "JointClaim_cityId_id_key" ON "JointClaim"("cityId", "id");
CREATE INDEX "JointClaim_cityId_needId_idx" ON "JointClaim"("cityId", "needId");
CREATE INDEX "JointClaim_cityId_leadId_idx" ON "JointClaim"("cityId", "leadId");
CREATE INDEX "JointClaim_cityId_byId_idx" ON "JointClaim"("cityId", "byId");
CREATE UNIQUE INDEX "JointClaimPart_cityId_id_key" ON "JointClaimPart"("cityId", "id");
CREATE UNIQUE INDEX "JointClaimPart_cityId_jointClaimId_giverId_key" ON "JointClaimPart"("cityId", "jointClaimId", "giverId");
CREATE UNIQUE INDEX "JointClaimPart_cityId_claimId_key" ON "JointClaimPart"("cityId", "claimId");
CREATE INDEX "JointClaimPart_cityId_giverId_state_idx" ON "JointClaimPart"("cityId", "giverId", "state");
CREATE INDEX "JointClaimPart_cityId_answeredById_idx" ON "JointClaimPart"("cityId", "answeredById");
ALTER TABLE "JointClaim" ADD CONSTRAINT "JointClaim_cityId_needId_fkey" FOREIGN KEY ("cityId", "needId") REFERENCES "Need"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaim" ADD CONSTRAINT "JointClaim_cityId_leadId_fkey" FOREIGN KEY ("cityId", "leadId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaim" ADD CONSTRAINT "JointClaim_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaimPart" ADD CONSTRAINT "JointClaimPart_cityId_jointClaimId_fkey" FOREIGN KEY ("cityId", "jointClaimId") REFERENCES "JointClaim"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaimPart" ADD CONSTRAINT "JointClaimPart_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaimPart" ADD CONSTRAINT "JointClaimPart_cityId_claimId_fkey" FOREIGN KEY ("cityId", "claimId") REFERENCES "Claim"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JointClaimPart" ADD CONSTRAINT "JointClaimPart_cityId_answeredById_fkey" FOREIGN KEY ("cityId", "answeredById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table "JointClaimPart" add constraint "JointClaimPart_quantity" check ("quantity" > 0);
alter table "JointClaimPart" add constraint "JointClaimPart_states" check (
  ("state" = 'AGREED') = ("claimId" is not null) and
  ("state" = 'INVITED') = ("answeredAt" is null) and ("answeredAt" is null) = ("answeredById" is null));

-- ---------------------------------------------------------------- is it solved?

CREATE TABLE "RequestAsker" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "helpRequestId" UUID NOT NULL,
    "name" TEXT,
    "contact" TEXT,
    "deleteOn" DATE,
    "deletedAt" TIMESTAMPTZ(6),

    CONSTRAINT "RequestAsker_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SolvedQuestion" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "helpRequestId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "awaitedUntil" DATE NOT NULL,
    "answer" "SolvedAnswer",
    "words" TEXT,
    "answeredAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SolvedQuestion_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "RequestAsker_cityId_id_key" ON "RequestAsker"("cityId", "id");
CREATE UNIQUE INDEX "RequestAsker_cityId_helpRequestId_key" ON "RequestAsker"("cityId", "helpRequestId");
CREATE INDEX "RequestAsker_cityId_deleteOn_idx" ON "RequestAsker"("cityId", "deleteOn");
CREATE UNIQUE INDEX "SolvedQuestion_tokenHash_key" ON "SolvedQuestion"("tokenHash");
CREATE UNIQUE INDEX "SolvedQuestion_cityId_id_key" ON "SolvedQuestion"("cityId", "id");
CREATE UNIQUE INDEX "SolvedQuestion_cityId_helpRequestId_round_key" ON "SolvedQuestion"("cityId", "helpRequestId", "round");
CREATE INDEX "SolvedQuestion_cityId_askedById_idx" ON "SolvedQuestion"("cityId", "askedById");
ALTER TABLE "RequestAsker" ADD CONSTRAINT "RequestAsker_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SolvedQuestion" ADD CONSTRAINT "SolvedQuestion_cityId_helpRequestId_fkey" FOREIGN KEY ("cityId", "helpRequestId") REFERENCES "HelpRequest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SolvedQuestion" ADD CONSTRAINT "SolvedQuestion_cityId_askedById_fkey" FOREIGN KEY ("cityId", "askedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table "RequestAsker" add constraint "RequestAsker_deleted" check (
  ("deletedAt" is null) = ("name" is not null) and ("deletedAt" is null or "contact" is null));
alter table "SolvedQuestion" add constraint "SolvedQuestion_token" check (octet_length("tokenHash") = 32);
alter table "SolvedQuestion" add constraint "SolvedQuestion_answer" check (
  ("answer" is null) = ("answeredAt" is null) and ("words" is null or "answer" is not null));

-- One answer: what was said is never said otherwise.
create function refuse_second_answer() returns trigger language plpgsql as $$
begin
  raise exception 'a question is answered once' using errcode = 'GJ001';
end $$;
create trigger answered_once before update on "SolvedQuestion" for each row when (old."answer" is not null) execute function refuse_second_answer();

create trigger append_only before update or delete on "JointClaim" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "JointClaim" for each statement execute function refuse_change();
create trigger history after insert or update or delete on "JointClaimPart" for each row execute function record_history();
create trigger history after insert or update or delete on "SolvedQuestion" for each row execute function record_history();
-- RequestAsker keeps no history: a name and a contact that were deleted are in no version of it.
