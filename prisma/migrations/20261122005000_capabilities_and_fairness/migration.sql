-- What units say they can give; how many people live in a community; proposals of pairings.
create type "CapabilityPer" as enum ('ONCE', 'WEEK', 'MONTH', 'QUARTER', 'YEAR');
create type "PopulationBy" as enum ('OFFICE', 'COMMUNITY');

create table "Capability" (
  "id" uuid not null,
  "cityId" uuid not null,
  "organizationId" uuid not null,
  "kindId" uuid not null,
  "description" text not null,
  "good" text,
  "skill" text,
  "quantity" bigint,
  "per" "CapabilityPer" not null,
  "validFrom" date not null,
  "validTo" date,
  "createdAt" timestamptz(6) not null default gongjian_now(),
  "version" integer not null default 0,
  constraint "Capability_pkey" primary key ("id"),
  constraint "Capability_cityId_organizationId_fkey" foreign key ("cityId", "organizationId")
    references "Organization" ("cityId", "id") on delete restrict on update cascade,
  constraint "Capability_cityId_kindId_fkey" foreign key ("cityId", "kindId")
    references "Kind" ("cityId", "id") on delete restrict on update cascade,
  constraint "Capability_quantity" check ("quantity" > 0),
  constraint "Capability_days" check ("validTo" >= "validFrom"),
  constraint "Capability_named_once" check ("good" is null or "skill" is null)
);
create unique index "Capability_cityId_id_key" on "Capability" ("cityId", "id");
create index "Capability_cityId_organizationId_validFrom_idx" on "Capability" ("cityId", "organizationId", "validFrom");
create index "Capability_cityId_kindId_idx" on "Capability" ("cityId", "kindId");
create trigger history after insert or update or delete on "Capability" for each row execute function record_history();

create table "Population" (
  "id" uuid not null,
  "cityId" uuid not null,
  "organizationId" uuid not null,
  "residents" integer not null,
  "validFrom" date not null,
  "source" text not null,
  "saidBy" "PopulationBy" not null,
  "byId" uuid not null,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "Population_pkey" primary key ("id"),
  constraint "Population_cityId_organizationId_fkey" foreign key ("cityId", "organizationId")
    references "Organization" ("cityId", "id") on delete restrict on update cascade,
  constraint "Population_cityId_byId_fkey" foreign key ("cityId", "byId")
    references "Person" ("cityId", "id") on delete restrict on update cascade,
  constraint "Population_residents" check ("residents" between 1 and 1000000)
);
create unique index "Population_cityId_id_key" on "Population" ("cityId", "id");
create index "Population_cityId_organizationId_validFrom_idx" on "Population" ("cityId", "organizationId", "validFrom");
create index "Population_cityId_byId_idx" on "Population" ("cityId", "byId");

create table "PairingPlan" (
  "id" uuid not null,
  "cityId" uuid not null,
  "officeId" uuid not null,
  "title" text not null,
  "inputs" jsonb not null,
  "outcome" jsonb not null,
  "byId" uuid not null,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "PairingPlan_pkey" primary key ("id"),
  constraint "PairingPlan_cityId_officeId_fkey" foreign key ("cityId", "officeId")
    references "Organization" ("cityId", "id") on delete restrict on update cascade,
  constraint "PairingPlan_cityId_byId_fkey" foreign key ("cityId", "byId")
    references "Person" ("cityId", "id") on delete restrict on update cascade
);
create unique index "PairingPlan_cityId_id_key" on "PairingPlan" ("cityId", "id");
create index "PairingPlan_cityId_officeId_recordedAt_idx" on "PairingPlan" ("cityId", "officeId", "recordedAt");
create index "PairingPlan_cityId_byId_idx" on "PairingPlan" ("cityId", "byId");

do $$
declare t text;
begin
  foreach t in array array['Population', 'PairingPlan'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- What was accepted of a receiver's deliveries in a span of days, without reading the others.
create index "Delivery_accepted" on "Delivery" ("cityId", "occurredOn") include ("receiverId", "kindId", "acceptedQuantity")
  where "acceptedQuantity" > 0;
