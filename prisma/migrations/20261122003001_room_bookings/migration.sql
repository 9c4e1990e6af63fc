-- A room is booked for a session, by nobody else at the same time.

alter table "ActivitySession" add constraint "ActivitySession_cityId_roomId_fkey"
  foreign key ("cityId", "roomId") references "Room" ("cityId", "id") on delete restrict on update cascade;

create table "RoomBooking" (
  "id" uuid not null,
  "cityId" uuid not null,
  "roomId" uuid not null,
  "sessionId" uuid not null,
  "startsAt" timestamptz(6) not null,
  "endsAt" timestamptz(6) not null,
  "releasedAt" timestamptz(6),
  "version" integer not null default 0,
  constraint "RoomBooking_pkey" primary key ("id"),
  constraint "RoomBooking_cityId_roomId_fkey" foreign key ("cityId", "roomId")
    references "Room" ("cityId", "id") on delete restrict on update cascade,
  constraint "RoomBooking_cityId_sessionId_fkey" foreign key ("cityId", "sessionId")
    references "ActivitySession" ("cityId", "id") on delete restrict on update cascade,
  constraint "RoomBooking_span" check ("startsAt" < "endsAt")
);
create unique index "RoomBooking_cityId_id_key" on "RoomBooking" ("cityId", "id");
create unique index "RoomBooking_cityId_sessionId_key" on "RoomBooking" ("cityId", "sessionId");
create index "RoomBooking_cityId_roomId_startsAt_idx" on "RoomBooking" ("cityId", "roomId", "startsAt");
alter table "RoomBooking" add constraint "RoomBooking_room_once_at_a_time"
  exclude using gist ("cityId" with =, "roomId" with =, tstzrange("startsAt", "endsAt", '[)') with &&)
  where ("releasedAt" is null);

create trigger history after insert or update or delete on "RoomBooking" for each row execute function record_history();
