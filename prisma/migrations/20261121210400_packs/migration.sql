-- Heads of the chains that left the house: what was published is never changed.
create table "PublishedHead" (
  "id" uuid not null,
  "chain" text not null,
  "day" date not null,
  "seq" bigint not null,
  "hash" bytea not null,
  "publishedAt" timestamptz(6) not null,
  constraint "PublishedHead_pkey" primary key ("id"),
  constraint "PublishedHead_seq" check ("seq" > 0)
);
create unique index "PublishedHead_chain_day_key" on "PublishedHead" ("chain", "day");
create trigger append_only before update or delete on "PublishedHead" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "PublishedHead" for each statement execute function refuse_change();
