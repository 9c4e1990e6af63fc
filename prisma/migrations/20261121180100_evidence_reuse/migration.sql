-- A picture that was handed in before points to its first appearance.
alter table "Evidence" add column "reusedFromId" uuid;
alter table "Evidence" add constraint "Evidence_cityId_reusedFromId_fkey" foreign key ("cityId", "reusedFromId")
  references "Evidence" ("cityId", "id") on delete restrict on update cascade;
create index "Evidence_cityId_reusedFromId_idx" on "Evidence" ("cityId", "reusedFromId");
