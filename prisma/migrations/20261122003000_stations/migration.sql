-- Practice stations: where a community's activities are held, with rooms, opening hours and closed days.

create type "RoomKind" as enum ('ORDINARY', 'MINORS', 'READING', 'LECTURE', 'SPORTS', 'OUTDOOR');
create type "ClosureReason" as enum ('REPAIR', 'STAFF', 'WEATHER', 'EVENT', 'OTHER');

create table "Station" (
  "id" uuid not null,
  "cityId" uuid not null,
  "communityId" uuid not null,
  "code" text not null,
  "name" text not null,
  "address" text,
  "hours" jsonb not null,
  "opensOnHolidays" boolean not null default false,
  "openedOn" date not null,
  "staleToldOn" date,
  "createdAt" timestamptz(6) not null default gongjian_now(),
  "version" integer not null default 0,
  constraint "Station_pkey" primary key ("id"),
  constraint "Station_cityId_communityId_fkey" foreign key ("cityId", "communityId")
    references "Organization" ("cityId", "id") on delete restrict on update cascade,
  constraint "Station_code_form" check ("code" ~ '^[0-9a-z]{8}$')
);
create unique index "Station_code_key" on "Station" ("code");
create unique index "Station_cityId_id_key" on "Station" ("cityId", "id");
create unique index "Station_cityId_communityId_key" on "Station" ("cityId", "communityId");

-- Spans of a week: days 1 to 7, within the day, in order, none overlapping another.
create function are_week_hours(hours jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(hours) = 'array' and coalesce(bool_and(
    weekday between 1 and 7 and opens >= 0 and opens < closes and closes <= 1440
    and (earlier_day is null or earlier_day < weekday or (earlier_day = weekday and earlier_closes <= opens))), true)
  from (
    select weekday, opens, closes, lag(weekday) over place as earlier_day, lag(closes) over place as earlier_closes
    from (
      select (span ->> 'weekday')::int as weekday, (span ->> 'opens')::int as opens, (span ->> 'closes')::int as closes, place
      from jsonb_array_elements(case jsonb_typeof(hours) when 'array' then hours else '[]' end) with ordinality as s (span, place)
    ) spans
    window place as (order by place)
  ) pairs
$$;
alter table "Station" add constraint "Station_hours" check (are_week_hours("hours"));

create table "Room" (
  "id" uuid not null,
  "cityId" uuid not null,
  "stationId" uuid not null,
  "name" text not null,
  "kind" "RoomKind" not null,
  "seats" integer,
  "endedOn" date,
  "createdAt" timestamptz(6) not null default gongjian_now(),
  "version" integer not null default 0,
  constraint "Room_pkey" primary key ("id"),
  constraint "Room_cityId_stationId_fkey" foreign key ("cityId", "stationId")
    references "Station" ("cityId", "id") on delete restrict on update cascade,
  constraint "Room_seats" check ("seats" is null or "seats" between 1 and 10000)
);
create unique index "Room_cityId_id_key" on "Room" ("cityId", "id");
create index "Room_cityId_stationId_idx" on "Room" ("cityId", "stationId");
create unique index "Room_name_once" on "Room" ("cityId", "stationId", "name") where "endedOn" is null;

create table "StationClosure" (
  "id" uuid not null,
  "cityId" uuid not null,
  "stationId" uuid not null,
  "reason" "ClosureReason" not null,
  "note" text,
  "startsOn" date not null,
  "endsOn" date,
  "createdAt" timestamptz(6) not null default gongjian_now(),
  "version" integer not null default 0,
  constraint "StationClosure_pkey" primary key ("id"),
  constraint "StationClosure_cityId_stationId_fkey" foreign key ("cityId", "stationId")
    references "Station" ("cityId", "id") on delete restrict on update cascade,
  constraint "StationClosure_term" check ("endsOn" is null or "endsOn" >= "startsOn" - 1)
);
create unique index "StationClosure_cityId_id_key" on "StationClosure" ("cityId", "id");
create index "StationClosure_cityId_stationId_idx" on "StationClosure" ("cityId", "stationId");
alter table "StationClosure" add constraint "StationClosure_one_at_a_time"
  exclude using gist ("cityId" with =, "stationId" with =, daterange("startsOn", "endsOn", '[]') with &&)
  where ("endsOn" is null or "startsOn" <= "endsOn");

create trigger history after insert or update or delete on "Station" for each row execute function record_history();
create trigger history after insert or update or delete on "Room" for each row execute function record_history();
create trigger history after insert or update or delete on "StationClosure" for each row execute function record_history();
