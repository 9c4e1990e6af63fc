-- Activities, their sessions, who comes, and the calendars that phones subscribe to.
CREATE TYPE "ActivityAudience" AS ENUM ('MEMBERS', 'CITY', 'PUBLIC');
CREATE TYPE "HolidayPolicy" AS ENUM ('KEEP', 'SKIP', 'NEXT_WORKDAY');
CREATE TYPE "ActivityState" AS ENUM ('PLANNED', 'ENDED');
CREATE TYPE "SessionState" AS ENUM ('PLANNED', 'CANCELLED', 'ENDED');
CREATE TYPE "SessionCancelReason" AS ENUM ('WEATHER', 'HOLIDAY', 'OTHER');
CREATE TYPE "SignupState" AS ENUM ('SIGNED', 'WAITING', 'CANCELLED');
CREATE TYPE "SignupCanceller" AS ENUM ('SELF', 'HOST');
CREATE TABLE "ActivityKind" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "countKindId" UUID,
    "minutesKindId" UUID,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ActivityKind_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Activity" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "activityKindId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT,
    "place" TEXT NOT NULL,
    "capacity" INTEGER,
    "skills" TEXT[],
    "audience" "ActivityAudience" NOT NULL,
    "state" "ActivityState" NOT NULL,
    "firstOn" DATE NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "recurrence" TEXT,
    "holidays" "HolidayPolicy" NOT NULL,
    "endsOn" DATE,
    "endReason" TEXT,
    "continuesId" UUID,
    "createdById" UUID NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ActivityHost" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "invitedById" UUID NOT NULL,
    "joinedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "leftAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ActivityHost_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ActivityPartnership" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "partnershipId" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "removedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ActivityPartnership_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ActivitySession" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(6) NOT NULL,
    "endsAt" TIMESTAMPTZ(6) NOT NULL,
    "originalStartsAt" TIMESTAMPTZ(6) NOT NULL,
    "place" TEXT NOT NULL,
    "roomId" UUID,
    "capacity" INTEGER,
    "state" "SessionState" NOT NULL,
    "cancelReason" "SessionCancelReason",
    "cancelNote" TEXT,
    "cancelledAt" TIMESTAMPTZ(6),
    "byHand" BOOLEAN NOT NULL DEFAULT false,
    "checkInSecret" BYTEA NOT NULL,
    "publicCode" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ActivitySession_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SessionSeats" (
    "sessionId" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "capacity" INTEGER,
    "signed" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "arrivals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SessionSeats_pkey" PRIMARY KEY ("sessionId")
);
CREATE TABLE "Guest" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "consentAt" TIMESTAMPTZ(6) NOT NULL,
    "deleteOn" DATE NOT NULL,
    "deletedAt" TIMESTAMPTZ(6),
    "tokenHash" BYTEA NOT NULL,

    CONSTRAINT "Guest_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Signup" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "personId" UUID,
    "guestId" UUID,
    "state" "SignupState" NOT NULL,
    "arrival" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "promotedAt" TIMESTAMPTZ(6),
    "cancelledAt" TIMESTAMPTZ(6),
    "cancelledBy" "SignupCanceller",
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Signup_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CalendarFeed" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "revokedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ActivityKind_cityId_countKindId_idx" ON "ActivityKind"("cityId", "countKindId");
CREATE INDEX "ActivityKind_cityId_minutesKindId_idx" ON "ActivityKind"("cityId", "minutesKindId");
CREATE UNIQUE INDEX "ActivityKind_cityId_id_key" ON "ActivityKind"("cityId", "id");
CREATE UNIQUE INDEX "ActivityKind_cityId_code_key" ON "ActivityKind"("cityId", "code");
CREATE INDEX "Activity_cityId_createdAt_id_idx" ON "Activity"("cityId", "createdAt", "id");
CREATE INDEX "Activity_cityId_activityKindId_idx" ON "Activity"("cityId", "activityKindId");
CREATE INDEX "Activity_cityId_createdById_idx" ON "Activity"("cityId", "createdById");
CREATE INDEX "Activity_cityId_continuesId_idx" ON "Activity"("cityId", "continuesId");
CREATE INDEX "Activity_cityId_state_idx" ON "Activity"("cityId", "state");
CREATE UNIQUE INDEX "Activity_cityId_id_key" ON "Activity"("cityId", "id");
CREATE INDEX "ActivityHost_cityId_organizationId_leftAt_idx" ON "ActivityHost"("cityId", "organizationId", "leftAt");
CREATE INDEX "ActivityHost_cityId_invitedById_idx" ON "ActivityHost"("cityId", "invitedById");
CREATE UNIQUE INDEX "ActivityHost_cityId_id_key" ON "ActivityHost"("cityId", "id");
CREATE UNIQUE INDEX "ActivityHost_cityId_activityId_organizationId_key" ON "ActivityHost"("cityId", "activityId", "organizationId");
CREATE INDEX "ActivityPartnership_cityId_partnershipId_idx" ON "ActivityPartnership"("cityId", "partnershipId");
CREATE UNIQUE INDEX "ActivityPartnership_cityId_id_key" ON "ActivityPartnership"("cityId", "id");
CREATE UNIQUE INDEX "ActivityPartnership_cityId_activityId_partnershipId_key" ON "ActivityPartnership"("cityId", "activityId", "partnershipId");
CREATE UNIQUE INDEX "ActivitySession_publicCode_key" ON "ActivitySession"("publicCode");
CREATE INDEX "ActivitySession_cityId_startsAt_id_idx" ON "ActivitySession"("cityId", "startsAt", "id");
CREATE INDEX "ActivitySession_cityId_activityId_startsAt_idx" ON "ActivitySession"("cityId", "activityId", "startsAt");
CREATE INDEX "ActivitySession_cityId_roomId_idx" ON "ActivitySession"("cityId", "roomId");
CREATE UNIQUE INDEX "ActivitySession_cityId_id_key" ON "ActivitySession"("cityId", "id");
CREATE UNIQUE INDEX "ActivitySession_cityId_activityId_originalStartsAt_key" ON "ActivitySession"("cityId", "activityId", "originalStartsAt");
CREATE UNIQUE INDEX "SessionSeats_cityId_sessionId_key" ON "SessionSeats"("cityId", "sessionId");
CREATE UNIQUE INDEX "Guest_tokenHash_key" ON "Guest"("tokenHash");
CREATE INDEX "Guest_cityId_deleteOn_idx" ON "Guest"("cityId", "deleteOn");
CREATE UNIQUE INDEX "Guest_cityId_id_key" ON "Guest"("cityId", "id");
CREATE INDEX "Signup_cityId_personId_state_idx" ON "Signup"("cityId", "personId", "state");
CREATE INDEX "Signup_cityId_guestId_idx" ON "Signup"("cityId", "guestId");
CREATE UNIQUE INDEX "Signup_cityId_id_key" ON "Signup"("cityId", "id");
CREATE UNIQUE INDEX "Signup_cityId_sessionId_arrival_key" ON "Signup"("cityId", "sessionId", "arrival");
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");
CREATE INDEX "CalendarFeed_cityId_personId_idx" ON "CalendarFeed"("cityId", "personId");
CREATE UNIQUE INDEX "CalendarFeed_cityId_id_key" ON "CalendarFeed"("cityId", "id");
ALTER TABLE "ActivityKind" ADD CONSTRAINT "ActivityKind_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityKind" ADD CONSTRAINT "ActivityKind_cityId_countKindId_fkey" FOREIGN KEY ("cityId", "countKindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityKind" ADD CONSTRAINT "ActivityKind_cityId_minutesKindId_fkey" FOREIGN KEY ("cityId", "minutesKindId") REFERENCES "Kind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_cityId_activityKindId_fkey" FOREIGN KEY ("cityId", "activityKindId") REFERENCES "ActivityKind"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_cityId_createdById_fkey" FOREIGN KEY ("cityId", "createdById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_cityId_continuesId_fkey" FOREIGN KEY ("cityId", "continuesId") REFERENCES "Activity"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityHost" ADD CONSTRAINT "ActivityHost_cityId_activityId_fkey" FOREIGN KEY ("cityId", "activityId") REFERENCES "Activity"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityHost" ADD CONSTRAINT "ActivityHost_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityHost" ADD CONSTRAINT "ActivityHost_cityId_invitedById_fkey" FOREIGN KEY ("cityId", "invitedById") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityPartnership" ADD CONSTRAINT "ActivityPartnership_cityId_activityId_fkey" FOREIGN KEY ("cityId", "activityId") REFERENCES "Activity"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivityPartnership" ADD CONSTRAINT "ActivityPartnership_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ActivitySession" ADD CONSTRAINT "ActivitySession_cityId_activityId_fkey" FOREIGN KEY ("cityId", "activityId") REFERENCES "Activity"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SessionSeats" ADD CONSTRAINT "SessionSeats_cityId_sessionId_fkey" FOREIGN KEY ("cityId", "sessionId") REFERENCES "ActivitySession"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Signup" ADD CONSTRAINT "Signup_cityId_sessionId_fkey" FOREIGN KEY ("cityId", "sessionId") REFERENCES "ActivitySession"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Signup" ADD CONSTRAINT "Signup_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Signup" ADD CONSTRAINT "Signup_cityId_guestId_fkey" FOREIGN KEY ("cityId", "guestId") REFERENCES "Guest"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- bounds

alter table "ActivityKind" add constraint "ActivityKind_validity" check ("validTo" is null or "validTo" >= "validFrom");
alter table "Activity" add constraint "Activity_time" check (
  "startMinute" between 0 and 1439 and "durationMinutes" between 10 and 1440);
alter table "Activity" add constraint "Activity_capacity" check ("capacity" is null or "capacity" > 0);
alter table "Activity" add constraint "Activity_not_its_own_past" check ("continuesId" is distinct from "id");
alter table "ActivitySession" add constraint "ActivitySession_time" check ("endsAt" > "startsAt" and "endsAt" <= "startsAt" + interval '24 hours');
alter table "ActivitySession" add constraint "ActivitySession_capacity" check ("capacity" is null or "capacity" > 0);
alter table "ActivitySession" add constraint "ActivitySession_cancelled" check (
  ("state" = 'CANCELLED') = ("cancelReason" is not null) and ("state" = 'CANCELLED') = ("cancelledAt" is not null)
  and ("cancelNote" is null or "state" = 'CANCELLED'));
alter table "Guest" add constraint "Guest_data" check (
  ("deletedAt" is null) = ("name" is not null) and ("deletedAt" is null) = ("phone" is not null));
alter table "Signup" add constraint "Signup_one_somebody" check (num_nonnulls("personId", "guestId") = 1);
alter table "Signup" add constraint "Signup_cancelled" check (
  ("state" = 'CANCELLED') = ("cancelledAt" is not null) and ("state" = 'CANCELLED') = ("cancelledBy" is not null));
-- Once in the line at a time.
create unique index "Signup_person_once" on "Signup" ("cityId", "sessionId", "personId") where "state" <> 'CANCELLED' and "personId" is not null;
create unique index "CalendarFeed_one_open" on "CalendarFeed" ("cityId", "personId") where "revokedAt" is null;

-- What a held session counts as is counted in occasions; its hours in minutes. A kind's measure never changes.
create function require_activity_measures() returns trigger language plpgsql as $$
begin
  if exists (select from "Kind" k where k."cityId" = new."cityId" and k.id = new."countKindId" and k."measure" <> 'COUNT')
     or exists (select from "Kind" k where k."cityId" = new."cityId" and k.id = new."minutesKindId" and k."measure" <> 'MINUTES') then
    raise exception 'an activity counts in a kind of another measure' using errcode = 'GJ003';
  end if;
  return new;
end $$;
create trigger measures before insert or update on "ActivityKind" for each row execute function require_activity_measures();

-- ---------------------------------------------------------------- places

-- More than its places can never be signed up, whatever the server believed.
alter table "SessionSeats" add constraint "SessionSeats_within_capacity" check (
  "signed" >= 0 and "waiting" >= 0 and ("capacity" is null or "signed" <= "capacity"));

create function open_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into "SessionSeats" ("sessionId", "cityId", "capacity") values (new.id, new."cityId", new."capacity");
  return null;
end $$;
create trigger opens_seats after insert on "ActivitySession" for each row execute function open_seats();

create function change_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update "SessionSeats" set "capacity" = new."capacity" where "sessionId" = new.id;
  return null;
end $$;
create trigger changes_seats after update of "capacity" on "ActivitySession" for each row
  when (old."capacity" is distinct from new."capacity") execute function change_seats();

-- Takes a sign-up's number in the line and its place. Nobody who comes takes a place over the heads of those who wait.
create function take_seat() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare seats "SessionSeats"%rowtype;
begin
  update "SessionSeats" set "arrivals" = "arrivals" + 1,
    "signed" = "signed" + (new."state" = 'SIGNED')::int, "waiting" = "waiting" + (new."state" = 'WAITING')::int
  where "sessionId" = new."sessionId" returning * into seats;
  if new."state" = 'SIGNED' and seats."waiting" > 0 then
    raise exception 'others wait for a place of session %', new."sessionId" using errcode = 'GJ003';
  end if;
  new."arrival" := seats."arrivals";
  return new;
end $$;
create trigger takes_seat before insert on "Signup" for each row execute function take_seat();

-- Gives a place back, or to the first of those who wait.
create function pass_seat() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new."sessionId" <> old."sessionId" or new."arrival" <> old."arrival" or old."state" = 'CANCELLED' then
    raise exception 'a sign-up keeps its session and number, and does not come back' using errcode = 'GJ001';
  end if;
  if new."state" = 'SIGNED' and exists (
    select from "Signup" s where s."cityId" = new."cityId" and s."sessionId" = new."sessionId"
      and s."state" = 'WAITING' and s."arrival" < new."arrival") then
    raise exception 'others waited longer for a place of session %', new."sessionId" using errcode = 'GJ003';
  end if;
  update "SessionSeats" set
    "signed" = "signed" + (new."state" = 'SIGNED')::int - (old."state" = 'SIGNED')::int,
    "waiting" = "waiting" + (new."state" = 'WAITING')::int - (old."state" = 'WAITING')::int
  where "sessionId" = new."sessionId";
  return new;
end $$;
create trigger passes_seat before update on "Signup" for each row
  when (old."state" is distinct from new."state" or old."sessionId" <> new."sessionId" or old."arrival" <> new."arrival")
  execute function pass_seat();

create function refuse_seats_by_hand() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'only sign-ups and sessions move places' using errcode = 'GJ003';
  end if;
  return coalesce(new, old);
end $$;
create trigger by_signups_only before insert or update or delete on "SessionSeats" for each row execute function refuse_seats_by_hand();

-- ---------------------------------------------------------------- history

-- Not of guests, whose name and phone must be gone when they are deleted, and not of places, which follow from sign-ups.
do $$
declare t text;
begin
  foreach t in array array['ActivityKind', 'Activity', 'ActivityHost', 'ActivityPartnership', 'ActivitySession', 'Signup', 'CalendarFeed'] loop
    execute format('create trigger history after insert or update or delete on %I for each row execute function record_history()', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- kinds of the cities that are open

insert into "ActivityKind" ("id", "cityId", "code", "nameZh", "nameEn", "countKindId", "minutesKindId", "sortOrder", "validFrom")
select gen_random_uuid(), c.id, s.code, s.zh, s.en, counted.id, timed.id, s.place, c."openedOn"
from "City" c
cross join (values
  (0, 'PUBLICITY', '宣传教育', 'Publicity and education'),
  (1, 'ENVIRONMENT', '环境卫生整治', 'Environment and sanitation'),
  (2, 'VOLUNTEER_SERVICE', '志愿服务', 'Volunteer service'),
  (3, 'CIVILITY', '文明劝导', 'Civility persuasion'),
  (4, 'THEME_DAY', '主题党日', 'Theme day')) s (place, code, zh, en)
left join "Kind" counted on counted."cityId" = c.id and counted."code" = 'JOINT_ACTIVITY' and counted."measure" = 'COUNT'
left join "Kind" timed on timed."cityId" = c.id and timed."code" = 'VOLUNTEER_HOURS' and timed."measure" = 'MINUTES';
