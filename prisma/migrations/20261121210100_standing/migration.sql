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
    CONSTRAINT "Standing_pkey" PRIMARY KEY ("partnershipId")
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX "Standing_cityId_partnershipId_key" ON "Standing"("cityId", "partnershipId");
CREATE INDEX "Standing_cityId_giverId_idx" ON "Standing"("cityId", "giverId");
CREATE INDEX "Standing_cityId_receiverId_idx" ON "Standing"("cityId", "receiverId");
CREATE INDEX "Standing_cityId_giverPath_idx" ON "Standing"("cityId", "giverPath");
CREATE INDEX "Standing_cityId_receiverPath_idx" ON "Standing"("cityId", "receiverPath");
-- One for each order of the board, so that a page of any of them is a piece of an index.
CREATE INDEX "Standing_cityId_needsClass_needsOn_partnershipId_idx" ON "Standing"("cityId", "needsClass", "needsOn", "partnershipId");
CREATE INDEX "Standing_cityId_giverName_partnershipId_idx" ON "Standing"("cityId", "giverName", "partnershipId");
CREATE INDEX "Standing_cityId_receiverName_partnershipId_idx" ON "Standing"("cityId", "receiverName", "partnershipId");
CREATE INDEX "Standing_cityId_endsOn_partnershipId_idx" ON "Standing"("cityId", "endsOn", "partnershipId");
create index "Standing_late" on "Standing" ("cityId", (coalesce("lateFrom", date '9999-12-31')), "partnershipId");
create index "Standing_stuck" on "Standing" ("cityId", (coalesce(least("stuckOn", "moneyDueOn"), date '9999-12-31')), "partnershipId");
create index "Standing_dispute" on "Standing" ("cityId", (coalesce("disputeSince", date '9999-12-31')), "partnershipId");
create index "Standing_contact" on "Standing" ("cityId", (coalesce("lastContactOn", date '0001-01-01')), "partnershipId");
ALTER TABLE "Standing" ADD CONSTRAINT "Standing_cityId_partnershipId_fkey" FOREIGN KEY ("cityId", "partnershipId") REFERENCES "Partnership"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Partnerships whose row is to be taken over anew when the transaction that touched them commits. Empty between transactions.
CREATE UNLOGGED TABLE "StandingStale" (
    "transaction" BIGINT NOT NULL,
    "partnershipId" UUID NOT NULL,
    CONSTRAINT "StandingStale_pkey" PRIMARY KEY ("transaction", "partnershipId")
);

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
create index "Obligation_open" on "Obligation" ("partnershipId", "dueOn") include ("unclaimed", "source", "kindId", "suspendedOn")
  where "closure" is null;
create index "Delivery_undecided" on "Delivery" ("partnershipId", "submittedAt") where "state" in ('SUBMITTED', 'DISPUTED');
create index "Posting_in" on "Posting" ("accountId", "recordedAt") include ("amount") where "amount" > 0;
create index "AuditEntry_side" on "AuditEntry" ("partnershipId", "organizationId", "seq") where "partnershipId" is not null;

-- ---------------------------------------------------------------- the clock of a promise

-- A promise carries since when its partnership's clock stands still, so that "late" is one comparison of its own columns.
create function stop_clock_of_promise() returns trigger language plpgsql as $$
begin
  new."suspendedOn" := (
    select s."startsOn" from "PartnershipSuspension" s
    where s."cityId" = new."cityId" and s."partnershipId" = new."partnershipId" and s."endsOn" is null);
  return new;
end $$;
create trigger stop_clock before insert on "Obligation" for each row
  when (new."partnershipId" is not null and new."closure" is null) execute function stop_clock_of_promise();
create trigger stop_clock_again before update of "closure" on "Obligation" for each row
  when (new."partnershipId" is not null and new."closure" is null and old."closure" is not null) execute function stop_clock_of_promise();

create function stop_clock_of_promises() returns trigger language plpgsql as $$
begin
  if new."endsOn" is null then
    update "Obligation" o set "suspendedOn" = new."startsOn"
    where o."cityId" = new."cityId" and o."partnershipId" = new."partnershipId" and o."closure" is null
      and o."suspendedOn" is distinct from new."startsOn";
  else
    update "Obligation" o set "suspendedOn" = null
    where o."cityId" = new."cityId" and o."partnershipId" = new."partnershipId" and o."suspendedOn" = new."startsOn";
  end if;
  return null;
end $$;
create trigger stop_clock after insert or update on "PartnershipSuspension" for each row execute function stop_clock_of_promises();

update "Obligation" o set "suspendedOn" = s."startsOn" from "PartnershipSuspension" s
where s."cityId" = o."cityId" and s."partnershipId" = o."partnershipId" and s."endsOn" is null and o."closure" is null;

-- ---------------------------------------------------------------- what facts come to

create function shanghai_day(at timestamptz) returns date language sql immutable parallel safe
  return (at at time zone 'Asia/Shanghai')::date;

-- Since when the oldest part of a balance has been on an account: what comes in first goes out first, so what is left are the
-- newest receipts that make it up. Reads them from the newest back and no further.
create function sitting_since(p_account uuid, p_balance bigint) returns date language plpgsql stable as $$
declare
  part record;
  found_so_far numeric := 0;
begin
  for part in select po."amount", po."recordedAt" from "Posting" po
    where po."accountId" = p_account and po."amount" > 0 order by po."recordedAt" desc
  loop
    found_so_far := found_so_far + part."amount";
    if found_so_far >= p_balance then return shanghai_day(part."recordedAt"); end if;
  end loop;
  return null;
end $$;

-- The one definition of a row of the board.
create view "StandingNow" as
select p.id as "partnershipId", p."cityId", p."giverId", p."receiverId", g."name" as "giverName", r."name" as "receiverName",
  lower(concat_ws(' ', g."name", g."shortName", r."name", r."shortName")) as "names",
  gd."path" as "giverPath", rd."path" as "receiverPath", p."kind", p."basis", p."state", p."startsOn", p."endsOn",
  clock."suspendedOn", promised."openPromises", promised."firstDueOn", promised."lateFrom", promised."moneyDueOn",
  acts."awaiting", acts."awaitingSince", acts."openDisputes", acts."disputeSince",
  promised."extensionsAsked", promised."extensionSince", word."unacknowledgedSince",
  money."pledged", money."sent", money."received", money."spent",
  places."inTransit" + acts."disputed" + money."available" + money."returning" as "waiting",
  worst."at" as "stuckAt", coalesce(worst."amount", 0) as "stuckAmount", worst."since" as "stuckOn",
  places."movingSince", contact."lastContactOn",
  (case when urgent."since" is not null then 0 when pending."since" is not null then 1 else 2 end)::smallint as "needsClass",
  coalesce(urgent."since", pending."since", p."endsOn") as "needsOn"
from "Partnership" p
join "Organization" g on g."cityId" = p."cityId" and g.id = p."giverId"
join "Organization" r on r."cityId" = p."cityId" and r.id = p."receiverId"
join "Division" gd on gd.id = g."divisionId"
join "Division" rd on rd.id = r."divisionId"
-- Since when the clock stands still.
cross join lateral (
  select min(s."startsOn") as "suspendedOn" from "PartnershipSuspension" s
  where s."cityId" = p."cityId" and s."partnershipId" = p.id and s."endsOn" is null
) clock
-- Open promises. What falls due on or after the day the clock stopped is not late.
cross join lateral (
  select count(*) filter (where o."unclaimed" > 0)::int as "openPromises",
    min(o."dueOn") filter (where o."unclaimed" > 0) as "firstDueOn",
    min(o."dueOn") filter (where o."unclaimed" > 0 and o."dueOn" < coalesce(clock."suspendedOn", 'infinity')) as "lateFrom",
    min(o."dueOn") filter (where o."unclaimed" > 0 and o."dueOn" < coalesce(clock."suspendedOn", 'infinity')
      and o."source" = 'PLEDGE' and k."measure" = 'MONEY') as "moneyDueOn",
    count(x.id)::int as "extensionsAsked", min(shanghai_day(x."createdAt")) as "extensionSince"
  from "Obligation" o
  join "Kind" k on k."cityId" = o."cityId" and k.id = o."kindId"
  left join "ExtensionRequest" x on x."cityId" = o."cityId" and x."obligationId" = o.id and x."state" = 'ASKED'
  where o."partnershipId" = p.id and o."closure" is null
) promised
-- Acts that nobody has decided.
cross join lateral (
  select count(*) filter (where d."state" = 'SUBMITTED')::int as "awaiting",
    min(shanghai_day(d."submittedAt")) filter (where d."state" = 'SUBMITTED') as "awaitingSince",
    min(shanghai_day(d."submittedAt")) filter (where d."state" = 'SUBMITTED' and l."measure" = 'MONEY') as "sentSince",
    count(x.id)::int as "openDisputes", min(shanghai_day(x."openedAt")) as "disputeSince",
    coalesce(sum(x."quantity") filter (where l."measure" = 'MONEY'), 0)::bigint as "disputed",
    min(shanghai_day(x."openedAt")) filter (where l."measure" = 'MONEY') as "disputedSince"
  from "Delivery" d
  left join "Dispute" x on x."cityId" = d."cityId" and x."deliveryId" = d.id and x."state" = 'OPEN'
  left join "Transfer" t on t."cityId" = d."cityId" and t."deliveryId" = d.id
  left join "PledgeLine" l on l."cityId" = t."cityId" and l.id = t."pledgeLineId"
  where d."partnershipId" = p.id and d."state" in ('SUBMITTED', 'DISPUTED')
) acts
-- The words for money over its money lines, as funding/model.ts defines them.
cross join lateral (
  select coalesce(sum(a."balance") filter (where a."type" in ('PROMISED', 'IN_TRANSIT', 'AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED')), 0)::bigint as "pledged",
    coalesce(sum(a."balance") filter (where a."type" in ('IN_TRANSIT', 'AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED')), 0)::bigint as "sent",
    coalesce(sum(a."balance") filter (where a."type" in ('AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED')), 0)::bigint as "received",
    coalesce(sum(a."balance") filter (where a."type" = 'SPENT'), 0)::bigint as "spent",
    coalesce(sum(a."balance") filter (where a."type" = 'IN_TRANSIT'), 0)::bigint as "inTransit",
    coalesce(sum(a."balance") filter (where a."type" = 'AVAILABLE'), 0)::bigint as "available",
    coalesce(sum(a."balance") filter (where a."type" = 'RETURNING'), 0)::bigint as "returning",
    min(case when a."type" = 'AVAILABLE' and a."balance" > 0 then sitting_since(a.id, a."balance") end) as "availableSince",
    min(case when a."type" = 'RETURNING' and a."balance" > 0 then (
      select min(f."sentOn") from "FundReturn" f where f."cityId" = a."cityId" and f."pledgeLineId" = a."pledgeLineId" and f."state" = 'SENT') end) as "returningSince"
  from "Pledge" pl
  join "PledgeLine" l on l."cityId" = pl."cityId" and l."pledgeId" = pl.id and l."measure" = 'MONEY'
  join "LedgerAccount" a on a."cityId" = l."cityId" and a."pledgeLineId" = l.id
  where pl."cityId" = p."cityId" and pl."partnershipId" = p.id
) money
cross join lateral (
  select money."inTransit" - acts."disputed" as "inTransit",
    least(case when money."inTransit" > acts."disputed" then acts."sentSince" end, money."returningSince") as "movingSince"
) places
left join lateral (
  select v."at", v."amount", v."since" from (values
    ('IN_TRANSIT'::"StandingPlace", places."inTransit", acts."sentSince"), ('DISPUTED', acts."disputed", acts."disputedSince"),
    ('AVAILABLE', money."available", money."availableSince"), ('RETURNING', money."returning", money."returningSince")
  ) v("at", "amount", "since")
  where v."amount" > 0 and v."since" is not null
  order by v."since", v."at" limit 1
) worst on true
cross join lateral (
  select case when p."basis" = 'ASSIGNED' and p."state" in ('ACTIVE', 'SUSPENDED')
    and (p."giverAcknowledgedAt" is null or p."receiverAcknowledgedAt" is null) then shanghai_day(p."createdAt") end as "unacknowledgedSince"
) word
-- The last act of a member of either side; what an office does in their stead is not theirs.
cross join lateral (
  select shanghai_day(greatest(
    (select e."at" from "AuditEntry" e where e."partnershipId" = p.id and e."organizationId" = p."giverId" order by e."seq" desc limit 1),
    (select e."at" from "AuditEntry" e where e."partnershipId" = p.id and e."organizationId" = p."receiverId" order by e."seq" desc limit 1)
  )) as "lastContactOn"
) contact
cross join lateral (select least(acts."disputeSince", promised."extensionSince") as "since") urgent
cross join lateral (
  select least(promised."lateFrom", places."movingSince", word."unacknowledgedSince", acts."awaitingSince") as "since"
) pending;

-- ---------------------------------------------------------------- kept by the database

-- Takes over what the facts of these partnerships come to. The rows are locked first and read in a statement of their own, so
-- that two commits about one partnership follow each other and the later one sees the earlier. Planned once for each connection:
-- to plan the view takes longer than to read a row of it.
create function refresh_standings(p_ids uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform from "Standing" s where s."partnershipId" = any(p_ids) order by s."partnershipId" for no key update;
  insert into "Standing" (
    "partnershipId", "cityId", "giverId", "receiverId", "giverName", "receiverName", "names", "giverPath", "receiverPath",
    "kind", "basis", "state", "startsOn", "endsOn", "suspendedOn", "openPromises", "firstDueOn", "lateFrom", "moneyDueOn",
    "awaiting", "awaitingSince", "openDisputes", "disputeSince", "extensionsAsked", "extensionSince", "unacknowledgedSince",
    "pledged", "sent", "received", "spent", "waiting", "stuckAt", "stuckAmount", "stuckOn", "movingSince", "lastContactOn",
    "needsClass", "needsOn")
  select n.* from "StandingNow" n where n."partnershipId" = any(p_ids)
  on conflict ("partnershipId") do update set (
    "cityId", "giverId", "receiverId", "giverName", "receiverName", "names", "giverPath", "receiverPath", "kind", "basis",
    "state", "startsOn", "endsOn", "suspendedOn", "openPromises", "firstDueOn", "lateFrom", "moneyDueOn", "awaiting",
    "awaitingSince", "openDisputes", "disputeSince", "extensionsAsked", "extensionSince", "unacknowledgedSince", "pledged",
    "sent", "received", "spent", "waiting", "stuckAt", "stuckAmount", "stuckOn", "movingSince", "lastContactOn",
    "needsClass", "needsOn") = (
    excluded."cityId", excluded."giverId", excluded."receiverId", excluded."giverName", excluded."receiverName",
    excluded."names", excluded."giverPath", excluded."receiverPath", excluded."kind", excluded."basis", excluded."state",
    excluded."startsOn", excluded."endsOn", excluded."suspendedOn", excluded."openPromises", excluded."firstDueOn",
    excluded."lateFrom", excluded."moneyDueOn", excluded."awaiting", excluded."awaitingSince", excluded."openDisputes",
    excluded."disputeSince", excluded."extensionsAsked", excluded."extensionSince", excluded."unacknowledgedSince",
    excluded."pledged", excluded."sent", excluded."received", excluded."spent", excluded."waiting", excluded."stuckAt",
    excluded."stuckAmount", excluded."stuckOn", excluded."movingSince", excluded."lastContactOn", excluded."needsClass",
    excluded."needsOn")
  where row("Standing".*) is distinct from row(excluded.*);
end $$;

create function refresh_standing(p_id uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  select refresh_standings(array[p_id])
$$;

-- For what was loaded past the triggers: takes everything over anew. Other commits wait.
create function refresh_all_standings() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table "Standing" in share row exclusive mode;
  -- What was just loaded has no statistics yet, and without them this would take minutes.
  if (select count(*) from (select from "Partnership" limit 1000) p) = 1000 then
    analyze "Partnership", "PartnershipSuspension", "Organization", "Division", "Kind", "Obligation", "ExtensionRequest", "Delivery", "Dispute",
      "Transfer", "Pledge", "PledgeLine", "LedgerAccount", "Posting", "FundReturn", "AuditEntry";
  end if;
  update "Obligation" o set "suspendedOn" = c."startsOn"
  from "Obligation" old left join "PartnershipSuspension" c on c."cityId" = old."cityId" and c."partnershipId" = old."partnershipId" and c."endsOn" is null
  where o.id = old.id and o."closure" is null and o."suspendedOn" is distinct from c."startsOn";
  delete from "Standing";
  insert into "Standing" (
    "partnershipId", "cityId", "giverId", "receiverId", "giverName", "receiverName", "names", "giverPath", "receiverPath",
    "kind", "basis", "state", "startsOn", "endsOn", "suspendedOn", "openPromises", "firstDueOn", "lateFrom", "moneyDueOn",
    "awaiting", "awaitingSince", "openDisputes", "disputeSince", "extensionsAsked", "extensionSince", "unacknowledgedSince",
    "pledged", "sent", "received", "spent", "waiting", "stuckAt", "stuckAmount", "stuckOn", "movingSince", "lastContactOn",
    "needsClass", "needsOn")
  select n.* from "StandingNow" n;
  analyze "Standing";
end $$;

-- Each statement notes which partnerships it touched, once for each …
create function touch_standings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  now_in bigint := pg_current_xact_id()::text::bigint;
begin
  case tg_argv[0]
    when 'id' then
      insert into "StandingStale" select distinct now_in, c.id from changed c on conflict do nothing;
    when 'partnershipId' then
      insert into "StandingStale" select distinct now_in, c."partnershipId" from changed c where c."partnershipId" is not null
      on conflict do nothing;
    when 'deliveryId' then
      insert into "StandingStale" select distinct now_in, d."partnershipId" from changed c join "Delivery" d on d.id = c."deliveryId"
      where d."partnershipId" is not null on conflict do nothing;
    when 'obligationId' then
      insert into "StandingStale" select distinct now_in, o."partnershipId" from changed c join "Obligation" o on o.id = c."obligationId"
      where o."partnershipId" is not null on conflict do nothing;
    when 'pledgeLineId' then
      insert into "StandingStale" select distinct now_in, p."partnershipId"
      from changed c join "PledgeLine" l on l.id = c."pledgeLineId" join "Pledge" p on p.id = l."pledgeId"
      where p."partnershipId" is not null on conflict do nothing;
  end case;
  if found then insert into "StandingStale" values (now_in, '00000000-0000-0000-0000-000000000000') on conflict do nothing; end if;
  return null;
end $$;

do $$
declare
  t text[];
  event text;
begin
  foreach t slice 1 in array array[
    ['Partnership', 'id'], ['PartnershipSuspension', 'partnershipId'], ['Obligation', 'partnershipId'], ['ExtensionRequest', 'obligationId'],
    ['Delivery', 'partnershipId'], ['Dispute', 'deliveryId'], ['Transfer', 'deliveryId'], ['Pledge', 'partnershipId'],
    ['LedgerAccount', 'pledgeLineId'], ['FundReturn', 'pledgeLineId'], ['AuditEntry', 'partnershipId']
  ] loop
    foreach event in array array['insert', 'update'] loop
      execute format('create trigger standing_after_%s after %s on %I referencing new table as changed for each statement execute function touch_standings(%L)',
        event, event, t[1], t[2]);
    end loop;
  end loop;
end $$;

-- Names and places of organizations, and the paths of divisions, touch every partnership of theirs.
create function touch_standings_of(p_organizations uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  now_in bigint := pg_current_xact_id()::text::bigint;
  cities uuid[];
begin
  if cardinality(p_organizations) = 0 then return; end if;
  cities := array(select distinct o."cityId" from "Organization" o where o.id = any(p_organizations));
  insert into "StandingStale"
    select now_in, p.id from "Partnership" p where p."cityId" = any(cities) and p."giverId" = any(p_organizations)
    union
    select now_in, p.id from "Partnership" p where p."cityId" = any(cities) and p."receiverId" = any(p_organizations)
  on conflict do nothing;
  if found then insert into "StandingStale" values (now_in, '00000000-0000-0000-0000-000000000000') on conflict do nothing; end if;
end $$;

create function touch_standings_of_organizations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform touch_standings_of(array(
    select n.id from changed n join before b on b.id = n.id
    where (n."name", n."shortName", n."divisionId") is distinct from (b."name", b."shortName", b."divisionId")));
  return null;
end $$;
create trigger standing_after_update after update on "Organization" referencing old table as before new table as changed
  for each statement execute function touch_standings_of_organizations();

create function touch_standings_of_divisions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved int[] := array(select n.id from changed n join before b on b.id = n.id where n."path" <> b."path");
begin
  if cardinality(moved) > 0 then
    perform touch_standings_of(array(select o.id from "Organization" o where o."divisionId" = any(moved)));
  end if;
  return null;
end $$;
create trigger standing_after_update after update on "Division" referencing old table as before new table as changed
  for each statement execute function touch_standings_of_divisions();

-- … and at the commit, after everything was written, all of them are taken over. The row without a partnership, written with the first of
-- them, is what waits for the commit: one event however many were touched.
create function refresh_stale_standings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  now_in bigint := pg_current_xact_id()::text::bigint;
  stale uuid[];
begin
  with taken as (delete from "StandingStale" s where s."transaction" = now_in returning s."partnershipId")
  select array_agg(t."partnershipId") into stale from taken t;
  if stale is not null then perform refresh_standings(stale); end if;
  return null;
end $$;
create constraint trigger at_commit after insert on "StandingStale" deferrable initially deferred
  for each row when (new."partnershipId" = '00000000-0000-0000-0000-000000000000') execute function refresh_stale_standings();

-- Nobody else writes it: the functions above run with the owner's rights.
create function refuse_standing_by_hand() returns trigger language plpgsql as $$
begin
  if current_user <> (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    raise exception 'the database keeps % by itself', tg_table_name using errcode = 'GJ003';
  end if;
  return null;
end $$;
create trigger by_database_only before insert or update or delete or truncate on "Standing" for each statement execute function refuse_standing_by_hand();

revoke execute on function refresh_standings(uuid[]), refresh_standing(uuid), refresh_all_standings(), touch_standings_of(uuid[]) from public;

select refresh_all_standings();
