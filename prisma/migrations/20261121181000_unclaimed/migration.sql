-- Whether a promise can be late depends on what nobody has claimed or taken over: computed here once, so that lists can
-- filter and count by it without a second definition.
alter table "Obligation" add column "unclaimed" bigint not null
  generated always as (greatest("quantity" - "answered" - "claimed", 0)) stored;
create index "Obligation_cityId_dueOn_id_idx" on "Obligation" ("cityId", "dueOn", "id");
