-- The address and the secret of a webhook stand in its row alone, sealed, and in no version of it: taken away, they are gone.
create function forget_webhook_versions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update "RowHistory" set "row" = "row" - 'sealedUrl' - 'sealedSecret'
  where "tableName" = 'Webhook' and "rowId" = new.id::text and "row" ? 'sealedUrl';
  return null;
end $$;
-- After the trigger `history`: triggers of one event come in the order of their names.
create trigger unsealed_nowhere after insert or update on "Webhook" for each row execute function forget_webhook_versions();
update "RowHistory" set "row" = "row" - 'sealedUrl' - 'sealedSecret' where "tableName" = 'Webhook';
