-- An audit entry names who acted, for which organization and in which partnership by keys that the database holds,
-- within one city like every other link.
alter table "AuditEntry" add constraint "AuditEntry_cityId_personId_fkey" foreign key ("cityId", "personId")
  references "Person" ("cityId", "id") on delete restrict on update cascade;
alter table "AuditEntry" add constraint "AuditEntry_cityId_organizationId_fkey" foreign key ("cityId", "organizationId")
  references "Organization" ("cityId", "id") on delete restrict on update cascade;
alter table "AuditEntry" add constraint "AuditEntry_cityId_onBehalfOfId_fkey" foreign key ("cityId", "onBehalfOfId")
  references "Organization" ("cityId", "id") on delete restrict on update cascade;
alter table "AuditEntry" add constraint "AuditEntry_cityId_partnershipId_fkey" foreign key ("cityId", "partnershipId")
  references "Partnership" ("cityId", "id") on delete restrict on update cascade;
create index "AuditEntry_cityId_personId_seq_idx" on "AuditEntry" ("cityId", "personId", "seq");
create index "AuditEntry_cityId_organizationId_seq_idx" on "AuditEntry" ("cityId", "organizationId", "seq");
create index "AuditEntry_cityId_onBehalfOfId_idx" on "AuditEntry" ("cityId", "onBehalfOfId");
create index "AuditEntry_cityId_partnershipId_seq_idx" on "AuditEntry" ("cityId", "partnershipId", "seq");
drop index "AuditEntry_partnershipId_seq_idx";
