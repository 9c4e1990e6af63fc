-- Two servers' clocks may disagree by a little, and one may be set back. A version is then recorded at the instant of the one
-- it replaces, so that versions always follow each other.
create or replace function record_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  at timestamptz := gongjian_now();
  row_id text := case when tg_op = 'DELETE' then old.id::text else new.id::text end;
  city uuid;
  open_since timestamptz;
begin
  if tg_op <> 'INSERT' then
    select "recordedAt" into open_since from "RowHistory"
      where "tableName" = tg_table_name and "rowId" = row_id and "replacedAt" is null;
    at := greatest(at, open_since);
    if open_since = at then
      delete from "RowHistory" where "tableName" = tg_table_name and "rowId" = row_id and "replacedAt" is null;
    else
      update "RowHistory" set "replacedAt" = at where "tableName" = tg_table_name and "rowId" = row_id and "replacedAt" is null;
    end if;
  end if;
  if tg_op = 'DELETE' then return null; end if;
  city := case when tg_table_name = 'City' then new.id else (to_jsonb(new) ->> 'cityId')::uuid end;
  insert into "RowHistory" ("tableName", "rowId", "cityId", "row", "recordedAt")
  values (tg_table_name, row_id, city, to_jsonb(new), at);
  return null;
end $$;

-- Functions are executable by everybody as PostgreSQL makes them; what writes by its own rights is named here instead.
create or replace function grant_application(app name) returns void language plpgsql as $$
declare t record;
begin
  execute format('grant usage on schema public to %I', app);
  execute format('revoke all on all tables in schema public from %I', app);
  execute format('grant select on all tables in schema public to %I', app);
  execute format('grant usage on all sequences in schema public to %I', app);
  revoke execute on function grant_application(name) from public;
  for t in
    select c.relname as name,
      exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'append_only') as append_only
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname not in ('_prisma_migrations', 'AuditEntry', 'AuditHead', 'RowHistory')
  loop
    execute format('grant insert on %I to %I', t.name, app);
    if not t.append_only and t.name <> 'LedgerAccount' then
      execute format('grant update on %I to %I', t.name, app);
    end if;
  end loop;
  -- An account is locked by `select … for update`, which needs the right to update some column.
  execute format('grant update ("pledgeLineId") on "LedgerAccount" to %I', app);
  foreach t.name in array array[
    'AuthSession', 'AuthAccount', 'AuthVerification', 'AuthRateLimit', 'AuthLockout', 'IdempotencyKey', 'OutboxEvent', 'AgreementLine', 'CalendarDay'
  ] loop
    execute format('grant delete on %I to %I', t.name, app);
  end loop;
end $$;
