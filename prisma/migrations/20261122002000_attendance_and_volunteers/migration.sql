-- Who was at a session, what it came to between each giver and receiver, and the record of a volunteer.
CREATE TYPE "AttendanceMethod" AS ENUM ('LIST', 'CODE', 'TYPED');
CREATE TYPE "AttendanceState" AS ENUM ('PRESENT', 'VOID');
CREATE TYPE "SessionReportState" AS ENUM ('REPORTED', 'REOPENED');
CREATE TYPE "SessionPartState" AS ENUM ('WAITING', 'CONFIRMED', 'DISPUTED', 'DROPPED');
CREATE TYPE "VolunteerEntryKind" AS ENUM ('TRAINING', 'HONOUR', 'EVALUATION');
CREATE TABLE "Attendance" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "personId" UUID,
    "guestId" UUID,
    "organizationId" UUID,
    "method" "AttendanceMethod" NOT NULL,
    "walkIn" BOOLEAN NOT NULL DEFAULT false,
    "startsAt" TIMESTAMPTZ(6) NOT NULL,
    "endsAt" TIMESTAMPTZ(6) NOT NULL,
    "minutes" BIGINT NOT NULL GENERATED ALWAYS AS (floor(extract(epoch from ("endsAt" - "startsAt")) / 60)::bigint) STORED,
    "checkedOutAt" TIMESTAMPTZ(6),
    "typedReason" TEXT,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "enteredById" UUID NOT NULL,
    "enteredByOrganizationId" UUID,
    "enteredAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "secondedById" UUID,
    "secondedByOrganizationId" UUID,
    "secondedAt" TIMESTAMPTZ(6),
    "state" "AttendanceState" NOT NULL DEFAULT 'PRESENT',
    "voidReason" TEXT,
    "voidedById" UUID,
    "voidedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SessionReport" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "state" "SessionReportState" NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "note" TEXT,
    "reportedById" UUID NOT NULL,
    "reportedByOrganizationId" UUID NOT NULL,
    "reportedAt" TIMESTAMPTZ(6) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SessionReport_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SessionPart" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "giverId" UUID,
    "receiverId" UUID,
    "partnershipId" UUID,
    "confirmerId" UUID,
    "state" "SessionPartState" NOT NULL,
    "held" BOOLEAN NOT NULL,
    "people" INTEGER NOT NULL,
    "minutes" BIGINT NOT NULL,
    "typedMinutes" BIGINT NOT NULL,
    "confirmedById" UUID,
    "confirmedByOrganizationId" UUID,
    "confirmedAt" TIMESTAMPTZ(6),
    "disputedById" UUID,
    "disputedAt" TIMESTAMPTZ(6),
    "disputeReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SessionPart_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "AttendanceShare" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "partId" UUID NOT NULL,
    "attendanceId" UUID NOT NULL,
    "personId" UUID,
    "minutes" BIGINT NOT NULL,
    "typed" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AttendanceShare_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "VolunteerEntry" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "VolunteerEntryKind" NOT NULL,
    "onDate" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "issuer" TEXT,
    "minutes" BIGINT,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "seenAt" TIMESTAMPTZ(6),
    "answer" TEXT,
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawnById" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "VolunteerEntry_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ServiceCertificate" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "fromDay" DATE NOT NULL,
    "toDay" DATE NOT NULL,
    "minutes" BIGINT NOT NULL,
    "typedMinutes" BIGINT NOT NULL,
    "chainSeq" BIGINT NOT NULL,
    "chainHash" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(6) NOT NULL,
    "revokedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ServiceCertificate_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CertificateLine" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "partId" UUID NOT NULL,
    "onDay" DATE NOT NULL,
    "activity" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "confirmer" TEXT NOT NULL,
    "minutes" BIGINT NOT NULL,
    "typed" BOOLEAN NOT NULL,

    CONSTRAINT "CertificateLine_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Attendance_cityId_sessionId_id_idx" ON "Attendance"("cityId", "sessionId", "id");
CREATE INDEX "Attendance_cityId_personId_startsAt_idx" ON "Attendance"("cityId", "personId", "startsAt");
CREATE INDEX "Attendance_cityId_guestId_idx" ON "Attendance"("cityId", "guestId");
CREATE INDEX "Attendance_cityId_organizationId_idx" ON "Attendance"("cityId", "organizationId");
CREATE INDEX "Attendance_cityId_enteredById_idx" ON "Attendance"("cityId", "enteredById");
CREATE INDEX "Attendance_cityId_enteredByOrganizationId_idx" ON "Attendance"("cityId", "enteredByOrganizationId");
CREATE INDEX "Attendance_cityId_secondedById_idx" ON "Attendance"("cityId", "secondedById");
CREATE INDEX "Attendance_cityId_secondedByOrganizationId_idx" ON "Attendance"("cityId", "secondedByOrganizationId");
CREATE INDEX "Attendance_cityId_voidedById_idx" ON "Attendance"("cityId", "voidedById");
CREATE UNIQUE INDEX "Attendance_cityId_id_key" ON "Attendance"("cityId", "id");
CREATE INDEX "SessionReport_cityId_reportedById_idx" ON "SessionReport"("cityId", "reportedById");
CREATE INDEX "SessionReport_cityId_reportedByOrganizationId_idx" ON "SessionReport"("cityId", "reportedByOrganizationId");
CREATE UNIQUE INDEX "SessionReport_cityId_id_key" ON "SessionReport"("cityId", "id");
CREATE UNIQUE INDEX "SessionReport_cityId_sessionId_key" ON "SessionReport"("cityId", "sessionId");
CREATE INDEX "SessionPart_cityId_reportId_idx" ON "SessionPart"("cityId", "reportId");
CREATE INDEX "SessionPart_cityId_confirmerId_state_idx" ON "SessionPart"("cityId", "confirmerId", "state");
CREATE INDEX "SessionPart_cityId_giverId_state_idx" ON "SessionPart"("cityId", "giverId", "state");
CREATE INDEX "SessionPart_cityId_receiverId_state_idx" ON "SessionPart"("cityId", "receiverId", "state");
CREATE INDEX "SessionPart_cityId_partnershipId_idx" ON "SessionPart"("cityId", "partnershipId");
CREATE INDEX "SessionPart_cityId_confirmedById_idx" ON "SessionPart"("cityId", "confirmedById");
CREATE INDEX "SessionPart_cityId_confirmedByOrganizationId_idx" ON "SessionPart"("cityId", "confirmedByOrganizationId");
CREATE INDEX "SessionPart_cityId_disputedById_idx" ON "SessionPart"("cityId", "disputedById");
CREATE UNIQUE INDEX "SessionPart_cityId_id_key" ON "SessionPart"("cityId", "id");
CREATE INDEX "AttendanceShare_cityId_attendanceId_idx" ON "AttendanceShare"("cityId", "attendanceId");
CREATE INDEX "AttendanceShare_cityId_personId_id_idx" ON "AttendanceShare"("cityId", "personId", "id");
CREATE UNIQUE INDEX "AttendanceShare_cityId_id_key" ON "AttendanceShare"("cityId", "id");
CREATE UNIQUE INDEX "AttendanceShare_cityId_partId_attendanceId_key" ON "AttendanceShare"("cityId", "partId", "attendanceId");
CREATE INDEX "VolunteerEntry_cityId_personId_onDate_id_idx" ON "VolunteerEntry"("cityId", "personId", "onDate", "id");
CREATE INDEX "VolunteerEntry_cityId_organizationId_idx" ON "VolunteerEntry"("cityId", "organizationId");
CREATE INDEX "VolunteerEntry_cityId_byId_idx" ON "VolunteerEntry"("cityId", "byId");
CREATE INDEX "VolunteerEntry_cityId_withdrawnById_idx" ON "VolunteerEntry"("cityId", "withdrawnById");
CREATE UNIQUE INDEX "VolunteerEntry_cityId_id_key" ON "VolunteerEntry"("cityId", "id");
CREATE UNIQUE INDEX "ServiceCertificate_codeHash_key" ON "ServiceCertificate"("codeHash");
CREATE INDEX "ServiceCertificate_cityId_personId_issuedAt_idx" ON "ServiceCertificate"("cityId", "personId", "issuedAt");
CREATE UNIQUE INDEX "ServiceCertificate_cityId_id_key" ON "ServiceCertificate"("cityId", "id");
CREATE UNIQUE INDEX "ServiceCertificate_cityId_number_key" ON "ServiceCertificate"("cityId", "number");
CREATE INDEX "CertificateLine_cityId_certificateId_idx" ON "CertificateLine"("cityId", "certificateId");
CREATE INDEX "CertificateLine_cityId_partId_idx" ON "CertificateLine"("cityId", "partId");
CREATE UNIQUE INDEX "CertificateLine_cityId_id_key" ON "CertificateLine"("cityId", "id");
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_sessionId_fkey" FOREIGN KEY ("cityId", "sessionId") REFERENCES "ActivitySession"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_guestId_fkey" FOREIGN KEY ("cityId", "guestId") REFERENCES "Guest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_enteredById_fkey" FOREIGN KEY ("cityId", "enteredById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_enteredByOrganizationId_fkey" FOREIGN KEY ("cityId", "enteredByOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_secondedById_fkey" FOREIGN KEY ("cityId", "secondedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_secondedByOrganizationId_fkey" FOREIGN KEY ("cityId", "secondedByOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_cityId_voidedById_fkey" FOREIGN KEY ("cityId", "voidedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionReport" ADD CONSTRAINT "SessionReport_cityId_sessionId_fkey" FOREIGN KEY ("cityId", "sessionId") REFERENCES "ActivitySession"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionReport" ADD CONSTRAINT "SessionReport_cityId_reportedById_fkey" FOREIGN KEY ("cityId", "reportedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionReport" ADD CONSTRAINT "SessionReport_cityId_reportedByOrganizationId_fkey" FOREIGN KEY ("cityId", "reportedByOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_reportId_fkey" FOREIGN KEY ("cityId", "reportId") REFERENCES "SessionReport"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_giverId_fkey" FOREIGN KEY ("cityId", "giverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_receiverId_fkey" FOREIGN KEY ("cityId", "receiverId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_confirmerId_fkey" FOREIGN KEY ("cityId", "confirmerId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_confirmedById_fkey" FOREIGN KEY ("cityId", "confirmedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_confirmedByOrganizationId_fkey" FOREIGN KEY ("cityId", "confirmedByOrganizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionPart" ADD CONSTRAINT "SessionPart_cityId_disputedById_fkey" FOREIGN KEY ("cityId", "disputedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AttendanceShare" ADD CONSTRAINT "AttendanceShare_cityId_partId_fkey" FOREIGN KEY ("cityId", "partId") REFERENCES "SessionPart"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AttendanceShare" ADD CONSTRAINT "AttendanceShare_cityId_attendanceId_fkey" FOREIGN KEY ("cityId", "attendanceId") REFERENCES "Attendance"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AttendanceShare" ADD CONSTRAINT "AttendanceShare_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "VolunteerEntry" ADD CONSTRAINT "VolunteerEntry_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "VolunteerEntry" ADD CONSTRAINT "VolunteerEntry_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "VolunteerEntry" ADD CONSTRAINT "VolunteerEntry_cityId_byId_fkey" FOREIGN KEY ("cityId", "byId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "VolunteerEntry" ADD CONSTRAINT "VolunteerEntry_cityId_withdrawnById_fkey" FOREIGN KEY ("cityId", "withdrawnById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ServiceCertificate" ADD CONSTRAINT "ServiceCertificate_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CertificateLine" ADD CONSTRAINT "CertificateLine_cityId_certificateId_fkey" FOREIGN KEY ("cityId", "certificateId") REFERENCES "ServiceCertificate"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CertificateLine" ADD CONSTRAINT "CertificateLine_cityId_partId_fkey" FOREIGN KEY ("cityId", "partId") REFERENCES "SessionPart"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A session's delivery that was taken back stands beside the one that follows it; what stands is there once.
drop index "Delivery_cityId_origin_originId_giverId_receiverId_kindId_key";
CREATE INDEX "Delivery_cityId_originId_idx" ON "Delivery"("cityId", "originId");
create unique index "Delivery_once_for_its_origin" on "Delivery" ("cityId", "origin", "originId", "giverId", "receiverId", "kindId")
  where "state" <> 'WITHDRAWN';
alter type "DeliveryOrigin" add value 'SESSION_TYPED';

-- ---------------------------------------------------------------- attendance

alter table "Attendance" add constraint "Attendance_one_person" check (num_nonnulls("personId", "guestId") = 1);
alter table "Attendance" add constraint "Attendance_span" check ("endsAt" >= "startsAt");
alter table "Attendance" add constraint "Attendance_typed" check (("method" = 'TYPED') = ("typedReason" is not null));
alter table "Attendance" add constraint "Attendance_on_behalf" check (not "onBehalf" or "method" = 'TYPED');
alter table "Attendance" add constraint "Attendance_second_person" check (
  ("secondedById" is null) = ("secondedAt" is null) and
  ("secondedById" is null or ("method" = 'TYPED' and "secondedById" <> "enteredById")));
alter table "Attendance" add constraint "Attendance_void" check (
  ("state" = 'VOID') = ("voidedAt" is not null) and ("voidedAt" is null) = ("voidReason" is null));
create unique index "Attendance_person_once" on "Attendance" ("cityId", "sessionId", "personId") where "state" = 'PRESENT' and "personId" is not null;
create unique index "Attendance_guest_once" on "Attendance" ("cityId", "sessionId", "guestId") where "state" = 'PRESENT' and "guestId" is not null;
-- Nobody is at two places at once. What was typed is only flagged: it was not measured.
alter table "Attendance" add constraint "Attendance_one_place_at_a_time"
  exclude using gist ("cityId" with =, "personId" with =, tstzrange("startsAt", "endsAt") with &&)
  where ("state" = 'PRESENT' and "method" <> 'TYPED' and "personId" is not null);

-- Never longer than the session.
create function require_within_session() returns trigger language plpgsql as $$
begin
  if new."state" = 'PRESENT' and not exists (
    select from "ActivitySession" s where s."cityId" = new."cityId" and s.id = new."sessionId"
      and new."startsAt" >= s."startsAt" and new."endsAt" <= s."endsAt") then
    raise exception 'an attendance lies within its session' using errcode = 'GJ003';
  end if;
  return new;
end $$;
create trigger within_session before insert or update of "startsAt", "endsAt", "state" on "Attendance"
  for each row execute function require_within_session();

-- Nobody's minutes are typed into something else later, and what was typed stays marked.
create function refuse_unmarking() returns trigger language plpgsql as $$
begin
  if (old."method", old."personId", old."guestId", old."sessionId", old."onBehalf")
     is distinct from (new."method", new."personId", new."guestId", new."sessionId", new."onBehalf") then
    raise exception 'how an attendance is known, and whose it is, never changes' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger marked_for_ever before update on "Attendance" for each row execute function refuse_unmarking();

-- ---------------------------------------------------------------- report and confirmation

create unique index "SessionPart_sides_once" on "SessionPart" ("cityId", "reportId", coalesce("giverId"::text, ''), coalesce("receiverId"::text, ''));
alter table "SessionPart" add constraint "SessionPart_amounts" check ("people" >= 0 and "minutes" >= 0 and "typedMinutes" >= 0);
alter table "SessionPart" add constraint "SessionPart_partnership" check ("partnershipId" is null or ("giverId" is not null and "receiverId" is not null));
alter table "SessionPart" add constraint "SessionPart_states" check (
  ("state" = 'CONFIRMED') = ("confirmedById" is not null) and
  ("confirmedById" is null) = ("confirmedAt" is null) and
  ("confirmedById" is null) = ("confirmedByOrganizationId" is null) and
  ("state" = 'DISPUTED') = ("disputedById" is not null) and
  ("disputedById" is null) = ("disputeReason" is null));
alter table "AttendanceShare" add constraint "AttendanceShare_minutes" check ("minutes" >= 0);

-- Who reported a session does not confirm it.
create function require_other_confirmer() returns trigger language plpgsql as $$
begin
  if new."confirmedById" is not null and exists (
    select from "SessionReport" r where r."cityId" = new."cityId" and r.id = new."reportId" and r."reportedById" = new."confirmedById") then
    raise exception 'who reported a session does not confirm it' using errcode = 'GJ002';
  end if;
  return new;
end $$;
create trigger other_person before insert or update of "confirmedById" on "SessionPart" for each row execute function require_other_confirmer();

-- What was confirmed stands: shares change only under a part that waits, and its sums are what its shares come to.
create function refuse_change_of_confirmed_share() returns trigger language plpgsql as $$
begin
  if exists (select from "SessionPart" p where p."cityId" = new."cityId" and p.id = new."partId" and p."state" = 'CONFIRMED') then
    raise exception 'the shares of a confirmed part stand' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger waiting_only before insert or update on "AttendanceShare" for each row execute function refuse_change_of_confirmed_share();

-- ---------------------------------------------------------------- volunteers

alter table "VolunteerEntry" add constraint "VolunteerEntry_minutes" check ("minutes" is null or ("minutes" > 0 and "kind" = 'TRAINING'));
alter table "VolunteerEntry" add constraint "VolunteerEntry_other_person" check ("byId" <> "personId");
alter table "VolunteerEntry" add constraint "VolunteerEntry_answer" check ("answer" is null or "seenAt" is not null);
alter table "VolunteerEntry" add constraint "VolunteerEntry_withdrawn" check (("withdrawnAt" is null) = ("withdrawnById" is null));
alter table "ServiceCertificate" add constraint "ServiceCertificate_days" check ("fromDay" <= "toDay");
alter table "ServiceCertificate" add constraint "ServiceCertificate_minutes" check ("minutes" >= 0 and "typedMinutes" >= 0);

-- Words about a person go with the person's name, from every version of them.
create function forget_volunteer_entries() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update "VolunteerEntry" set "title" = '', "issuer" = null, "answer" = null, "version" = "version" + 1
  where "cityId" = new."cityId" and "personId" = new.id;
  update "RowHistory" set "row" = "row" || jsonb_build_object('title', '', 'issuer', null, 'answer', null)
  where "tableName" = 'VolunteerEntry'
    and "rowId" in (select e.id::text from "VolunteerEntry" e where e."cityId" = new."cityId" and e."personId" = new.id);
  return null;
end $$;
create trigger volunteer_entries_go after update of "erasedAt" on "Person" for each row
  when (old."erasedAt" is null and new."erasedAt" is not null) execute function forget_volunteer_entries();

do $$
declare t text;
begin
  foreach t in array array['Attendance', 'SessionReport', 'SessionPart', 'AttendanceShare', 'VolunteerEntry', 'ServiceCertificate'] loop
    execute format('create trigger history after insert or update or delete on %I for each row execute function record_history()', t);
  end loop;
  foreach t in array array['CertificateLine'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
