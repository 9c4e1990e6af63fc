-- The rules that the database holds by itself: what is append-only, what may not overlap, what must balance,
-- the history of every mutable row, and the audit chain.

create extension if not exists btree_gist;

-- Prefix search on paths and keyset order do not depend on the database's locale.
alter table "Division" alter column "path" type text collate "C";
create unique index "Division_path_unique" on "Division" ("path");

-- ---------------------------------------------------------------- append-only

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'GJ001';
end $$;

do $$
declare t text;
begin
  foreach t in array array[
    'CitySetting', 'DivisionSuccession', 'DivisionChange', 'LiaisonHandover', 'WorkbookImport',
    'AgreementSignature', 'ObligationAmendment', 'LatenessExplanation', 'Acceptance', 'PledgeChange',
    'Transfer', 'Receipt', 'Journal', 'Posting', 'ExpenseLine', 'HelpRequestOffer', 'EvidenceLink',
    'AuditEntry', 'VerificationRun'
  ] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- row history

-- Writes each version of a row with the time it was recorded and the time it was replaced.
-- Two changes of a row at the same instant leave one version. The columns by which the partnership page
-- selects rows (partnershipId, pledgeLineId, deliveryId, …) never change, so live rows find their versions.
create function record_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  at timestamptz := gongjian_now();
  row_id text := case when tg_op = 'DELETE' then old.id::text else new.id::text end;
  city uuid;
begin
  if tg_op <> 'INSERT' then
    delete from "RowHistory" where "tableName" = tg_table_name and "rowId" = row_id and "replacedAt" is null and "recordedAt" = at;
    update "RowHistory" set "replacedAt" = at where "tableName" = tg_table_name and "rowId" = row_id and "replacedAt" is null;
  end if;
  if tg_op = 'DELETE' then return null; end if;
  city := case when tg_table_name = 'City' then new.id else (to_jsonb(new) ->> 'cityId')::uuid end;
  insert into "RowHistory" ("tableName", "rowId", "cityId", "row", "recordedAt")
  values (tg_table_name, row_id, city, to_jsonb(new), at);
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array[
    'City', 'CalendarDay', 'Period', 'Kind', 'Organization', 'Person', 'Membership',
    'Partnership', 'PartnershipLiaison', 'PartnershipSuspension', 'LeadAssignment', 'Agreement', 'AgreementLine',
    'DutyRule', 'Obligation', 'ExtensionRequest', 'Reminder',
    'Delivery', 'Allocation', 'Dispute',
    'Pledge', 'PledgeLine', 'LedgerAccount', 'Expense', 'ExpenseQuery', 'FundReturn',
    'HelpRequest', 'Need', 'Claim', 'Evidence'
  ] loop
    execute format('create trigger history after insert or update or delete on %I for each row execute function record_history()', t);
  end loop;
end $$;

create unique index "RowHistory_one_open_version" on "RowHistory" ("tableName", "rowId") where "replacedAt" is null;
alter table "RowHistory" add constraint "RowHistory_replaced_later" check ("replacedAt" is null or "replacedAt" >= "recordedAt");

-- ---------------------------------------------------------------- nothing overlaps that must not

alter table "DivisionLabel" add constraint "DivisionLabel_one_at_a_time"
  exclude using gist ("divisionId" with =, daterange("validFrom", "validTo") with &&);
alter table "DivisionLabel" add constraint "DivisionLabel_code_once_at_a_time"
  exclude using gist ("code" with =, daterange("validFrom", "validTo") with &&) where ("code" is not null);

alter table "Membership" add constraint "Membership_role_once_at_a_time"
  exclude using gist ("cityId" with =, "personId" with =, "organizationId" with =, "role" with =,
    daterange("startsOn", "endsOn", '[]') with &&);

alter table "Partnership" add constraint "Partnership_no_overlap"
  exclude using gist ("cityId" with =, "giverId" with =, "receiverId" with =, "kind" with =,
    coalesce("leaderMembershipId"::text, "sectionName", '') with =,
    daterange("startsOn", "endsOn", '[]') with &&)
  where ("state" not in ('DECLINED') and "startsOn" <= "endsOn");

alter table "PartnershipLiaison" add constraint "PartnershipLiaison_one_per_side"
  exclude using gist ("cityId" with =, "partnershipId" with =, "side" with =, daterange("startsOn", "endsOn", '[]') with &&)
  where ("endsOn" is null or "startsOn" <= "endsOn");

alter table "PartnershipSuspension" add constraint "PartnershipSuspension_one_at_a_time"
  exclude using gist ("cityId" with =, "partnershipId" with =, daterange("startsOn", "endsOn", '[]') with &&)
  where ("endsOn" is null or "startsOn" <= "endsOn");

alter table "LeadAssignment" add constraint "LeadAssignment_one_at_a_time"
  exclude using gist ("cityId" with =, "receiverId" with =, daterange("startsOn", "endsOn", '[]') with &&)
  where ("endsOn" is null or "startsOn" <= "endsOn");

alter table "Period" add constraint "Period_no_overlap"
  exclude using gist ("cityId" with =, "kind" with =, daterange("opensOn", "closesOn", '[]') with &&);

create unique index "CitySetting_one_value_per_day" on "CitySetting" ("cityId", "key", "validFrom", "recordedAt");
create unique index "Agreement_one_in_force" on "Agreement" ("cityId", "partnershipId") where "state" = 'IN_FORCE';
create unique index "ExtensionRequest_one_open" on "ExtensionRequest" ("cityId", "obligationId") where "state" = 'ASKED';
create unique index "Dispute_one_open" on "Dispute" ("cityId", "deliveryId") where "state" = 'OPEN';
create unique index "Expense_voucher_once" on "Expense" ("cityId", "receiverId", "voucherNumber") where "state" <> 'REVERSED';
create unique index "Organization_credit_code_once" on "Organization" ("cityId", "creditCode") where "creditCode" is not null and "endedOn" is null;
create unique index "Organization_name_once" on "Organization" ("cityId", "kind", "divisionId", "name") where "endedOn" is null;

-- ---------------------------------------------------------------- bounds

alter table "Period" add constraint "Period_bounds" check ("opensOn" <= "closesOn");
alter table "Membership" add constraint "Membership_term" check ("endsOn" is null or "endsOn" >= "startsOn" - 1);
alter table "Organization" add constraint "Organization_residents" check ("residents" is null or "residents" >= 0);
alter table "Partnership" add constraint "Partnership_term" check ("endsOn" >= "startsOn" - 1);
alter table "Partnership" add constraint "Partnership_two_sides" check ("giverId" <> "receiverId");
alter table "Partnership" add constraint "Partnership_kind_details" check (
  ("kind" <> 'LEADER_CONTACT' or "leaderMembershipId" is not null) and
  ("kind" <> 'ROAD_SECTION' or ("sectionName" is not null and "sectionFrom" is not null and "sectionTo" is not null)));
alter table "Partnership" add constraint "Partnership_basis_details" check (
  ("basis" <> 'ASSIGNED' or ("documentNumber" is not null and "documentDate" is not null)) and
  ("basis" <> 'AGREED' or "proposedBy" is not null));
alter table "AgreementLine" add constraint "AgreementLine_quantity" check ("quantity" is null or ("quantity" > 0 and "kindId" is not null));
alter table "DutyRule" add constraint "DutyRule_quantity" check ("quantity" > 0);
alter table "DutyRule" add constraint "DutyRule_validity" check ("validTo" is null or "validTo" >= "validFrom");
alter table "Obligation" add constraint "Obligation_quantities" check (
  "quantity" >= 0 and "accepted" >= 0 and "accepted" <= "claimed" and "claimed" <= "quantity" and "answered" >= 0);
alter table "Obligation" add constraint "Obligation_closed_at" check (("closure" is null) = ("closedAt" is null));
alter table "Obligation" add constraint "Obligation_met_on" check (("closure" = 'MET') is not true or "metOn" is not null);
alter table "Obligation" add constraint "Obligation_source_details" check (
  ("source" <> 'RULE' or ("dutyRuleId" is not null and "periodId" is not null)) and
  ("source" <> 'AGREEMENT' or "agreementLineId" is not null) and
  ("source" <> 'PLEDGE' or ("pledgeLineId" is not null and "instalment" is not null)) and
  ("source" <> 'CLAIM' or "claimId" is not null));
alter table "Obligation" add constraint "Obligation_not_its_own_answer" check ("answersId" is distinct from "id");
alter table "Delivery" add constraint "Delivery_quantities" check (
  "quantity" > 0 and "acceptedQuantity" >= 0 and "acceptedQuantity" <= "quantity");
alter table "Delivery" add constraint "Delivery_states" check (
  ("state" = 'DRAFT' or "submittedAt" is not null or "state" = 'WITHDRAWN') and
  ("state" <> 'ACCEPTED' or "acceptedQuantity" > 0) and
  ("state" not in ('DRAFT', 'SUBMITTED', 'WITHDRAWN') or "acceptedQuantity" = 0));
alter table "Allocation" add constraint "Allocation_quantities" check ("accepted" >= 0 and "accepted" <= "claimed");
alter table "Acceptance" add constraint "Acceptance_signs" check (
  ("kind" = 'REVERSAL' and "quantity" < 0 and "reversesId" is not null) or
  ("kind" <> 'REVERSAL' and "quantity" >= 0 and "reversesId" is null));
alter table "Dispute" add constraint "Dispute_settlement" check (
  "quantity" > 0 and (
    ("state" = 'OPEN' and "settledById" is null and "arrived" is null) or
    ("state" = 'SETTLED' and "settledById" is not null and "settledAt" is not null
      and "arrived" >= 0 and "notArrived" >= 0 and "writtenOff" >= 0
      and "arrived" + "notArrived" + "writtenOff" = "quantity")));
alter table "Expense" add constraint "Expense_total" check ("total" > 0);
alter table "Expense" add constraint "Expense_two_persons" check ("attestedById" is null or "attestedById" <> "recordedById");
alter table "Expense" add constraint "Expense_states" check (
  ("state" = 'RECORDED' and "attestedById" is null) or ("state" = 'ATTESTED' and "attestedById" is not null) or "state" = 'REVERSED');
alter table "ExpenseLine" add constraint "ExpenseLine_amount" check ("amount" > 0);
alter table "FundReturn" add constraint "FundReturn_amount" check ("amount" > 0);
alter table "FundReturn" add constraint "FundReturn_two_persons" check ("decidedById" is null or "decidedById" <> "sentById");
alter table "ExtensionRequest" add constraint "ExtensionRequest_two_persons" check ("decidedById" is null or "state" = 'WITHDRAWN' or "decidedById" <> "askedById");
alter table "Need" add constraint "Need_quantities" check (
  "quantity" > 0 and "accepted" >= 0 and "accepted" <= "claimed" and "claimed" <= "quantity");
alter table "Claim" add constraint "Claim_quantity" check ("quantity" > 0);
alter table "PledgeLine" add constraint "PledgeLine_measure" check ("measure" in ('MONEY', 'GOODS') and ("measure" <> 'GOODS' or "good" is not null));
alter table "EvidenceLink" add constraint "EvidenceLink_one_fact" check (num_nonnulls("deliveryId", "expenseId", "helpRequestId") = 1);

-- ---------------------------------------------------------------- two persons

create function require_other_person() returns trigger language plpgsql as $$
begin
  if new."kind" <> 'REVERSAL' and exists (
    select from "Delivery" d where d."cityId" = new."cityId" and d.id = new."deliveryId" and d."loggedById" = new."byId") then
    raise exception 'who logged a delivery does not attest it' using errcode = 'GJ002';
  end if;
  return new;
end $$;
create trigger other_person before insert on "Acceptance" for each row execute function require_other_person();

create function require_other_signer() returns trigger language plpgsql as $$
begin
  if exists (select from "AgreementSignature" s where s."cityId" = new."cityId" and s."agreementId" = new."agreementId" and s."byId" = new."byId") then
    raise exception 'one person does not sign for both sides' using errcode = 'GJ002';
  end if;
  return new;
end $$;
create trigger other_signer before insert on "AgreementSignature" for each row execute function require_other_signer();

-- Lines belong to their agreement's draft: once signed by both sides they stand.
create function refuse_change_of_signed_lines() returns trigger language plpgsql as $$
begin
  if exists (
    select from "Agreement" a where a.id = coalesce(old."agreementId", new."agreementId") and a."state" <> 'DRAFT') then
    raise exception 'the lines of an agreement change only while it is a draft' using errcode = 'GJ001';
  end if;
  return coalesce(new, old);
end $$;
create trigger draft_only before insert or update or delete on "AgreementLine" for each row execute function refuse_change_of_signed_lines();

-- A sealed period never opens again.
create function refuse_unsealing() returns trigger language plpgsql as $$
begin
  if old."sealedAt" is not null and (new."sealedAt", new."opensOn", new."closesOn", new."code", new."kind")
     is distinct from (old."sealedAt", old."opensOn", old."closesOn", old."code", old."kind") then
    raise exception 'a sealed period does not change' using errcode = 'GJ001';
  end if;
  return new;
end $$;
create trigger sealed before update on "Period" for each row execute function refuse_unsealing();

-- ---------------------------------------------------------------- ledger

alter table "LedgerAccount" add constraint "LedgerAccount_sign" check (
  ("type" = 'GIVER' and "balance" <= 0) or ("type" <> 'GIVER' and "balance" >= 0));
alter table "Posting" add constraint "Posting_amount" check ("amount" <> 0);

-- An account opens empty, and only postings move its balance.
create function open_account_empty() returns trigger language plpgsql as $$
begin
  if new."balance" <> 0 then raise exception 'an account opens empty' using errcode = 'GJ003'; end if;
  return new;
end $$;
create trigger opens_empty before insert on "LedgerAccount" for each row execute function open_account_empty();

create function post_to_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('gongjian.posting', 'on', true);
  update "LedgerAccount" set "balance" = "balance" + new."amount" where "cityId" = new."cityId" and id = new."accountId";
  perform set_config('gongjian.posting', '', true);
  return null;
end $$;
create trigger keeps_balance after insert on "Posting" for each row execute function post_to_account();

create function refuse_balance_by_hand() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or coalesce(current_setting('gongjian.posting', true), '') <> 'on' then
    raise exception 'only postings move a balance' using errcode = 'GJ003';
  end if;
  return new;
end $$;
create trigger by_postings_only before update or delete on "LedgerAccount" for each row execute function refuse_balance_by_hand();

-- At commit every journal has two postings or more that sum to zero.
create function require_balanced_journal() returns trigger language plpgsql as $$
declare
  journal uuid := case when tg_table_name = 'Journal' then new.id else (to_jsonb(new) ->> 'journalId')::uuid end;
  n int; total numeric;
begin
  select count(*), coalesce(sum("amount"), 0) into n, total from "Posting" where "journalId" = journal;
  if n < 2 or total <> 0 then
    raise exception 'journal % has % postings that sum to %', journal, n, total using errcode = 'GJ003';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on "Journal" deferrable initially deferred for each row execute function require_balanced_journal();
create constraint trigger balanced after insert on "Posting" deferrable initially deferred for each row execute function require_balanced_journal();

-- ---------------------------------------------------------------- audit chain

alter table "AuditEntry" alter column "chain" type text collate "C";

-- Appends one entry to a chain: hash = sha256(prev ‖ seq ‖ at ‖ digest), digest = sha256(salt ‖ payload).
-- The head's row lock serialises the commands of one chain from here to their commit, so this is a command's last write.
create function append_audit(
  p_id uuid, p_chain text, p_at timestamptz, p_city uuid, p_command text, p_person uuid, p_organization uuid,
  p_on_behalf_of uuid, p_subjects uuid[], p_partnership uuid, p_payload text, p_salt bytea
) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head "AuditHead"%rowtype;
  next_seq bigint;
  digest bytea := sha256(p_salt || convert_to(p_payload, 'UTF8'));
  next_hash bytea;
begin
  insert into "AuditHead" ("chain", "seq", "hash") values (p_chain, 0, sha256(convert_to(p_chain, 'UTF8'))) on conflict do nothing;
  select * into head from "AuditHead" where "chain" = p_chain for update;
  next_seq := head."seq" + 1;
  next_hash := sha256(head."hash" || int8send(next_seq)
    || convert_to(to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8') || digest);
  insert into "AuditEntry" ("id", "chain", "seq", "at", "cityId", "command", "personId", "organizationId", "onBehalfOfId",
    "subjectIds", "partnershipId", "payload", "salt", "digest", "prevHash", "hash")
  values (p_id, p_chain, next_seq, p_at, p_city, p_command, p_person, p_organization, p_on_behalf_of,
    p_subjects, p_partnership, p_payload, p_salt, digest, head."hash", next_hash);
  update "AuditHead" set "seq" = next_seq, "hash" = next_hash where "chain" = p_chain;
  return next_seq;
end $$;

-- ---------------------------------------------------------------- rights of the application's role

-- Called after every migration with the role that the server runs as. Deny by default: what is not granted here is refused.
create function grant_application(app name) returns void language plpgsql as $$
declare t record;
begin
  execute format('grant usage on schema public to %I', app);
  execute format('revoke all on all tables in schema public from %I', app);
  execute format('grant select on all tables in schema public to %I', app);
  execute format('grant usage on all sequences in schema public to %I', app);
  execute format('grant execute on all functions in schema public to %I', app);
  execute format('revoke execute on function grant_application(name) from public, %I', app);
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
