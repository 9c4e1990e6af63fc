-- A second factor for signing in, and the erasure of a person.

alter table "AuthUser" add column "twoFactorEnabled" boolean not null default false;

create table "AuthTwoFactor" (
  "id" uuid not null,
  "userId" uuid not null,
  "secret" text not null,
  "backupCodes" text not null,
  "verified" boolean not null default false,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz(3),
  constraint "AuthTwoFactor_pkey" primary key ("id")
);
create unique index "AuthTwoFactor_userId_key" on "AuthTwoFactor" ("userId");
alter table "AuthTwoFactor" add constraint "AuthTwoFactor_userId_fkey"
  foreign key ("userId") references "AuthUser" ("id") on delete cascade on update cascade;

-- The library deletes a second factor that its owner switches off. The function is patched as it stands, so that
-- what other migrations added to it stays.
do $$
declare
  before text := pg_get_functiondef('grant_application(name)'::regprocedure);
  patched text := replace(before, '''AuthLockout'',', '''AuthLockout'', ''AuthTwoFactor'',');
begin
  if patched = before then raise exception 'grant_application does not list what may be deleted'; end if;
  execute patched;
end $$;

-- ---------------------------------------------------------------- erasure

create table "PersonErasure" (
  "id" uuid not null,
  "cityId" uuid not null,
  "personId" uuid not null,
  "reason" text not null,
  "byId" uuid not null,
  "recordedAt" timestamptz(6) not null default gongjian_now(),
  constraint "PersonErasure_pkey" primary key ("id")
);
create unique index "PersonErasure_cityId_id_key" on "PersonErasure" ("cityId", "id");
create unique index "PersonErasure_cityId_personId_key" on "PersonErasure" ("cityId", "personId");
create index "PersonErasure_cityId_byId_idx" on "PersonErasure" ("cityId", "byId");
alter table "PersonErasure" add constraint "PersonErasure_cityId_personId_fkey"
  foreign key ("cityId", "personId") references "Person" ("cityId", "id") on delete restrict on update cascade;
alter table "PersonErasure" add constraint "PersonErasure_cityId_byId_fkey"
  foreign key ("cityId", "byId") references "Person" ("cityId", "id") on delete restrict on update cascade;
create trigger append_only before update or delete on "PersonErasure" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "PersonErasure" for each statement execute function refuse_change();

-- An entry of the chain changes in one way only: its payload and salt go, together, inside erase_person. The digest stays,
-- and with it the hash of every entry after it.
create function refuse_change_of_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('gongjian.erasing', true), '') = 'on'
     and new."payload" is null and new."salt" is null
     and to_jsonb(new) - 'payload' - 'salt' = to_jsonb(old) - 'payload' - 'salt' then
    return new;
  end if;
  raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'GJ001';
end $$;
drop trigger append_only on "AuditEntry";
create trigger append_only before update or delete on "AuditEntry" for each row execute function refuse_change_of_entry();

-- Takes a person's name and phone out of the row, out of every version of it, and out of the payloads that hold digests of
-- them (a phone is guessed from its digest); deletes the account, its sessions and its second factor, invitations,
-- notifications and remembered commands. What the person signed stays, signed by nobody with a name.
create function erase_person(p_city uuid, p_person uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  instant timestamptz := gongjian_now();
  account "AuthUser"%rowtype;
begin
  update "Person" set "name" = '', "phone" = null, "erasedAt" = instant, "version" = "version" + 1
  where "cityId" = p_city and id = p_person and "erasedAt" is null;
  if not found then raise exception 'nobody to erase' using errcode = 'GJ001'; end if;

  -- Every version says that the person was erased: whoever looks back is told so, and never a blank.
  update "RowHistory" set "row" = "row" || jsonb_build_object('name', '', 'phone', null, 'erasedAt', instant)
  where "tableName" = 'Person' and "rowId" = p_person::text;

  delete from "Invitation" where "cityId" = p_city and "personId" = p_person;
  delete from "Notification" where "cityId" = p_city and "personId" = p_person;

  select * into account from "AuthUser" where "personId" = p_person;
  if found then
    delete from "AuthVerification" where "value" = account.id::text;
    delete from "AuthLockout" where "username" in (account."username", 'code:' || account.id::text);
    delete from "IdempotencyKey" where "userId" = account.id;
    delete from "AuthUser" where id = account.id;
  end if;

  perform set_config('gongjian.erasing', 'on', true);
  update "AuditEntry" set "payload" = null, "salt" = null
  where "cityId" = p_city and "subjectIds" @> array[p_person] and "command" = 'person.change' and "payload" is not null;
  perform set_config('gongjian.erasing', '', true);
end $$;
