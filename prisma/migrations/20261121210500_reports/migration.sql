-- Reports that sealing fixed, and the templates of a city's circulars. Both only grow.
create type "ReportScope" as enum ('UNIT', 'COMMUNITY', 'DISTRICT', 'CITY');

create table "SealedReport" (
  "id" uuid not null,
  "cityId" uuid not null,
  "periodId" uuid not null,
  "scope" "ReportScope" not null,
  "subjectId" text not null,
  "body" text not null,
  "sha256" text not null,
  "places" jsonb,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "SealedReport_pkey" primary key ("id"),
  constraint "SealedReport_cityId_periodId_fkey" foreign key ("cityId", "periodId")
    references "Period" ("cityId", "id") on delete restrict on update cascade,
  constraint "SealedReport_hash" check ("sha256" = encode(sha256(convert_to("body", 'UTF8')), 'hex'))
);
create unique index "SealedReport_cityId_id_key" on "SealedReport" ("cityId", "id");
create unique index "SealedReport_cityId_periodId_scope_subjectId_key"
  on "SealedReport" ("cityId", "periodId", "scope", "subjectId");

create table "CircularTemplate" (
  "id" uuid not null,
  "cityId" uuid not null,
  "versionNumber" integer not null,
  "fileName" text not null,
  "content" bytea not null,
  "sha256" text not null,
  "placeholders" text[],
  "byId" uuid not null,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "CircularTemplate_pkey" primary key ("id"),
  constraint "CircularTemplate_cityId_byId_fkey" foreign key ("cityId", "byId")
    references "Person" ("cityId", "id") on delete restrict on update cascade,
  constraint "CircularTemplate_hash" check ("sha256" = encode(sha256("content"), 'hex'))
);
create unique index "CircularTemplate_cityId_id_key" on "CircularTemplate" ("cityId", "id");
create unique index "CircularTemplate_cityId_versionNumber_key" on "CircularTemplate" ("cityId", "versionNumber");
create index "CircularTemplate_cityId_byId_idx" on "CircularTemplate" ("cityId", "byId");

do $$
declare t text;
begin
  foreach t in array array['SealedReport', 'CircularTemplate'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
