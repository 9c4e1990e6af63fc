-- The room of a station in which a series is held: the days that it gets over time are booked there too.
alter table "Activity" add column "roomId" uuid;
alter table "Activity" add constraint "Activity_cityId_roomId_fkey"
  foreign key ("cityId", "roomId") references "Room" ("cityId", "id") on delete restrict on update cascade;
create index "Activity_cityId_roomId_idx" on "Activity" ("cityId", "roomId");
