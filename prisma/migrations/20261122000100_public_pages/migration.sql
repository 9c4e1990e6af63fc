-- How often forms of public pages were sent, by digest of the address: counts of one hour, forgotten after a day.
create table "PublicFormCount" (
  "key" text not null,
  "since" timestamptz(6) not null,
  "count" integer not null check ("count" > 0),
  primary key ("key")
);
create index "PublicFormCount_since_idx" on "PublicFormCount" ("since");
