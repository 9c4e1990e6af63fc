-- The document of a sealed report is kept as it was first made: a later version of the program must not make other bytes of it.
create table "SealedDocument" (
  "id" uuid not null,
  "cityId" uuid not null,
  "reportId" uuid not null,
  "locale" text not null,
  "content" bytea not null,
  "sha256" text not null,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "SealedDocument_pkey" primary key ("id"),
  constraint "SealedDocument_cityId_reportId_fkey" foreign key ("cityId", "reportId")
    references "SealedReport" ("cityId", "id") on delete restrict on update cascade,
  constraint "SealedDocument_hash" check ("sha256" = encode(sha256("content"), 'hex')),
  constraint "SealedDocument_locale" check ("locale" in ('zh', 'en'))
);
create unique index "SealedDocument_cityId_id_key" on "SealedDocument" ("cityId", "id");
create unique index "SealedDocument_cityId_reportId_locale_key" on "SealedDocument" ("cityId", "reportId", "locale");
create trigger append_only before update or delete on "SealedDocument" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "SealedDocument" for each statement execute function refuse_change();
