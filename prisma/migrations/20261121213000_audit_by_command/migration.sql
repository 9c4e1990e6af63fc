-- The feed of one kind of act, or of what took something back, is found without reading the whole chain.
create index "AuditEntry_cityId_command_seq_idx" on "AuditEntry" ("cityId", "command", "seq");
