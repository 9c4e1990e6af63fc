import { readdir } from "node:fs/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, World } from "../../../test/world.ts";
import { livingCity } from "./living-city-fixture.ts";
import { connectAsTamperer } from "./superuser-fixture.ts";
import { CHECKS, runChecks } from "./verify.ts";

const database = useTestDatabase();
let world: World;
let tamperer: pg.Client;
let city: TestCity;
let otherUnitId: string;
let otherRootId: number;

beforeAll(async () => {
  world = await World.open(database());
  city = await livingCity(world);
  otherUnitId = (await city.unit("Another unit")).id;
  otherRootId = (await world.city("Another city")).root.id;
  tamperer = await connectAsTamperer(database().ownerUrl);
});
afterAll(async () => {
  await tamperer.end();
  await world.close();
});

/** One amount moved between two accounts of the pledge line, with its balances: what a wrong command could do. */
const moved = (from: string, to: string) => `
  with j as (insert into "Journal" (id, "cityId", kind, "occurredOn") values (gen_random_uuid(), (select "cityId" from "PledgeLine"), 'RAISE', '2026-03-02') returning *)
  insert into "Posting" (id, "cityId", "journalId", "accountId", amount)
  select gen_random_uuid(), j."cityId", j.id, a.id, case a.type when '${from}' then -1 else 1 end
  from j, "LedgerAccount" a where a.type in ('${from}', '${to}');
  update "LedgerAccount" set balance = balance + case type when '${from}' then -1 else 1 end where type in ('${from}', '${to}')`;

const VISIT_RULE = `"source" = 'RULE' and "kindId" = (select id from "Kind" where code = 'VISIT' and "cityId" = "Obligation"."cityId")`;
const VISIT_DELIVERY = `(select d.id from "Delivery" d join "Kind" k on k.id = d."kindId" where k.code = 'VISIT')`;
const OPEN_NEED = `"quantity" = 5`;

/** A period long ago in which nothing fell due, sealed; and reports of all that are sealed. */
const FIXED_PERIOD = `
  insert into "Period" (id, "cityId", code, kind, "opensOn", "closesOn", "sealedAt")
  select gen_random_uuid(), "cityId", '2021Q1', 'QUARTER', '2021-01-01', '2021-03-31', now() from "Period"`;
const FIXED_REPORTS = `
  insert into "SealedReport" (id, "cityId", "periodId", scope, "subjectId", body, sha256, places)
  select gen_random_uuid(), p."cityId", p.id, s.scope::"ReportScope", s.id, '{}', encode(sha256('{}'), 'hex'), '[]'
  from "Period" p, lateral (
    select 'CITY' as scope, p."cityId"::text as id
    union all select case o.kind when 'COMMUNITY' then 'COMMUNITY' else 'UNIT' end, o.id::text
    from "Organization" o where o."cityId" = p."cityId" and o.kind in ('COMMUNITY', 'PARTNER_UNIT')) s
  where p."sealedAt" is not null`;

/** For each check one thing done to the database that it alone must notice. Others go by the id of another unit, or a place. */
const planted: Record<string, (others: { unit: string; root: number }) => string> = {
  "capability-units": () =>
    `insert into "Capability" (id, "cityId", "organizationId", "kindId", description, per, "validFrom")
     select gen_random_uuid(), o."cityId", o.id, k.id, 'x', 'ONCE', '2026-01-01' from "Organization" o, "Kind" k where o.kind = 'COMMUNITY' and k.code = 'VISIT' and k."cityId" = o."cityId"`,
  "population-communities": () =>
    `insert into "Population" (id, "cityId", "organizationId", residents, "validFrom", source, "saidBy", "byId")
     select gen_random_uuid(), o."cityId", o.id, 1, '2026-01-01', 'x', 'OFFICE', p.id from "Organization" o, (select id, "cityId" from "Person" limit 1) p where o.kind = 'PARTNER_UNIT' and p."cityId" = o."cityId"`,
  // A merged one goes into a merged one.
  "appeals-follow": () => `
    with two as (
      insert into "Appeal" (id, "cityId", "receiverId", state, text, "textDigest", "followHash", "mergedIntoId")
      select ids.id, r."cityId", r."receiverId", 'MERGED', 'x', repeat('0', 64), encode(sha256(ids.id::text::bytea), 'hex'), ids.target
      from (select "cityId", "receiverId" from "HelpRequest" limit 1) r,
        (values ('00000000-0000-7000-8000-000000000011'::uuid, '00000000-0000-7000-8000-000000000012'::uuid),
          ('00000000-0000-7000-8000-000000000012'::uuid, '00000000-0000-7000-8000-000000000011'::uuid)) as ids(id, target)
      returning id)
    select count(*) from two`,
  "appeal-photos": () => `update "Evidence" set "byId" = null, "fileKind" = 'RESIDENT_PHOTO'`,
  "activity-hosts": () => `update "ActivityHost" set "leftAt" = now()`,
  "session-seats": () => `update "SessionSeats" set waiting = waiting + 1`,
  // Somebody waits for a session that takes as many as come.
  "session-line": () => `
    insert into "ActivitySession" (id, "cityId", "activityId", "startsAt", "endsAt", "originalStartsAt", place, state, "checkInSecret", "publicCode")
    select '00000000-0000-7000-8000-000000000021', "cityId", id, '2099-01-01', '2099-01-01 01:00', '2099-01-01', 'x', 'PLANNED', '\\x00', 'x' from "Activity" limit 1;
    insert into "Guest" (id, "cityId", name, phone, "consentAt", "deleteOn", "tokenHash")
    select '00000000-0000-7000-8000-000000000022', "cityId", 'x', '1', now(), '2099-02-01', '\\x00' from "Activity" limit 1;
    insert into "SessionSeats" ("sessionId", "cityId", waiting, arrivals) select '00000000-0000-7000-8000-000000000021', "cityId", 1, 1 from "Activity" limit 1;
    insert into "Signup" (id, "cityId", "sessionId", "guestId", state, arrival)
    select gen_random_uuid(), "cityId", '00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000022', 'WAITING', 1 from "Activity" limit 1`,
  "acceptance-two-persons": () =>
    `update "Acceptance" a set "byId" = d."loggedById" from "Delivery" d where d.id = a."deliveryId" and d.id = ${VISIT_DELIVERY}`,
  "agreement-signatures": () =>
    `insert into "Agreement" (id, "cityId", "partnershipId", "versionNumber", state, "draftedBySide") select gen_random_uuid(), "cityId", id, 1, 'IN_FORCE', 'GIVER' from "Partnership"`,
  "allocation-sides": ({ unit }) =>
    `update "Obligation" set "giverId" = '${unit}', "partnershipId" = null where source = 'PLEDGE' and instalment = 1`,
  "allocation-within-delivery": () => `
    update "Obligation" set claimed = 1 where ${VISIT_RULE};
    insert into "Allocation" (id, "cityId", "deliveryId", "obligationId", claimed) select gen_random_uuid(), "cityId", ${VISIT_DELIVERY}, id, 1 from "Obligation" where ${VISIT_RULE}`,
  "attendance-shares": () => `update "AttendanceShare" set minutes = minutes - 1`,
  "attendance-within-session": () => `update "Attendance" set "endsAt" = "endsAt" + interval '1 hour'`,
  "audit-heads": () => `update "AuditHead" set seq = seq + 1`,
  "cities-not-nested": () =>
    `insert into "City" (id, "divisionId", name, "openedOn") select gen_random_uuid(), d.id, 'Nested', '2020-01-01' from "Division" d where d.level = 'STREET' limit 1`,
  "claim-obligations": ({ unit }) => `update "Claim" set "giverId" = '${unit}' where quantity = 2`,
  "delivery-accepted": () =>
    `insert into "Acceptance" (id, "cityId", "deliveryId", kind, quantity, "byId", "byOrganizationId") select gen_random_uuid(), "cityId", "deliveryId", 'ACCEPT', 1, "byId", "byOrganizationId" from "Acceptance" where "deliveryId" = ${VISIT_DELIVERY}`,
  "delivery-states": () => `update "Delivery" set state = 'DISPUTED' where id = ${VISIT_DELIVERY}`,
  "delivery-transfers": () =>
    `insert into "Delivery" (id, "cityId", "giverId", "receiverId", "kindId", quantity, "occurredOn", state, "originId", "loggedById", "submittedAt") select gen_random_uuid(), "cityId", "giverId", "receiverId", "kindId", 1, '2026-03-02', 'SUBMITTED', gen_random_uuid(), "loggedById", "submittedAt" from "Delivery" where quantity = 30000`,
  "dispute-third-person": () => `update "Dispute" set "settledById" = "openedById" where state = 'SETTLED'`,
  "division-labels": () =>
    `insert into "DivisionLabel" (id, "divisionId", name, "validFrom", "validTo") select gen_random_uuid(), "divisionId", 'Before', "validFrom" - 9, "validFrom" + 1 from "DivisionLabel" limit 1`,
  // What is computed from a row follows it here, so that only the row itself is wrong.
  "division-paths": () => `
    update "Division" set path = path || 'x/' where level = 'COMMUNITY';
    update "SearchDivision" s set path = d.path from "Division" d where d.id = s."divisionId"`,
  "erased-entries": () => `update "AuditEntry" set payload = null, salt = null where seq = 1`,
  "evidence-links": () => `update "Evidence" set "fileKind" = 'WORKBOOK'`,
  "expense-lines": () => `update "Expense" set total = total + 1`,
  "history-current": () => `update "Need" set description = 'other words'`,
  "history-unbroken": () =>
    `update "RowHistory" set "replacedAt" = "replacedAt" + interval '1 microsecond' where "tableName" = 'Need' and "replacedAt" is not null`,
  "instalments-match-pledge": () => `
    update "Obligation" set quantity = quantity + 1 where source = 'PLEDGE' and instalment = 2;
    update "Obligation" set answered = answered + 1 where id = (select "answersId" from "Obligation" where source = 'PLEDGE' and instalment = 2)`,
  "journals-balanced": () =>
    `insert into "Journal" (id, "cityId", kind, "occurredOn") select gen_random_uuid(), "cityId", 'RAISE', '2026-03-02' from "PledgeLine"`,
  "lead-partnerships": ({ unit }) =>
    `insert into "LeadAssignment" (id, "cityId", "receiverId", "partnershipId", "startsOn") select gen_random_uuid(), "cityId", '${unit}', id, '2026-01-01' from "Partnership"`,
  "ledger-balances": () => `update "LedgerAccount" set balance = balance + 1 where type = 'AVAILABLE'`,
  "membership-roles": () =>
    `update "Membership" m set role = 'AUDITOR' from "Organization" o where o.id = m."organizationId" and o.kind = 'PARTNER_UNIT'`,
  "money-arrived": () => moved("PROMISED", "AVAILABLE"),
  "money-in-transit": () => moved("PROMISED", "IN_TRANSIT"),
  "money-returned": () => moved("AVAILABLE", "RETURNED"),
  "money-spent": () => moved("AVAILABLE", "SPENT"),
  "joint-claims": () =>
    `insert into "JointClaim" (id, "cityId", "needId", "leadId", "byId") select gen_random_uuid(), "cityId", "needId", "giverId", "byId" from "Claim" limit 1`,
  "need-accepted": () => `
    update "Claim" c set marked = 1, "expectedOn" = '2026-12-01' from "Need" n where n.id = c."needId" and n.${OPEN_NEED};
    update "Need" set sent = 1, accepted = 1 where ${OPEN_NEED}`,
  "need-claimed": () => `update "Need" set claimed = claimed + 1 where ${OPEN_NEED}`,
  "need-sent": () => `update "Need" set sent = sent + 1 where ${OPEN_NEED}`,
  "obligation-accepted": () =>
    `update "Obligation" set accepted = accepted + 1 where source = 'PLEDGE' and claimed > accepted`,
  "obligation-answered": () => `update "Obligation" set answered = answered + 1 where ${VISIT_RULE}`,
  "obligation-claimed": () => `update "Obligation" set claimed = 1 where ${VISIT_RULE}`,
  "obligation-met": () =>
    `update "Obligation" set closure = 'MET', "metOn" = '2026-03-02', "closedAt" = now() where ${VISIT_RULE}`,
  "obligation-sides": ({ unit }) => `update "Obligation" set "giverId" = '${unit}' where ${VISIT_RULE}`,
  "obligation-suspended": () => `update "Obligation" set "suspendedOn" = '2026-02-01' where ${VISIT_RULE}`,
  "organizations-in-city": ({ root }) =>
    `update "Organization" set "divisionId" = ${root} where kind = 'OFFICE'`,
  "partnership-sides": () => `
    update "Organization" set kind = 'COMMUNITY' where kind = 'PARTNER_UNIT';
    update "SearchName" set "organizationKind" = 'COMMUNITY' where "organizationKind" = 'PARTNER_UNIT'`,
  "pledge-lines-zero-sum": () => `
    insert into "PledgeLine" (id, "cityId", "pledgeId", "kindId", measure) select '00000000-0000-7000-8000-000000000001', "cityId", "pledgeId", "kindId", measure from "PledgeLine";
    insert into "LedgerAccount" (id, "cityId", "pledgeLineId", type, balance) select '00000000-0000-7000-8000-000000000002', "cityId", '00000000-0000-7000-8000-000000000001', 'PROMISED', 1 from "PledgeLine" limit 1;
    insert into "Journal" (id, "cityId", kind, "occurredOn") select '00000000-0000-7000-8000-000000000003', "cityId", 'RAISE', '2026-03-02' from "PledgeLine" limit 1;
    insert into "Posting" (id, "cityId", "journalId", "accountId", amount)
    select gen_random_uuid(), "cityId", '00000000-0000-7000-8000-000000000003', id, case "pledgeLineId" when '00000000-0000-7000-8000-000000000001' then 1 else -1 end from "LedgerAccount" where type = 'PROMISED';
    update "LedgerAccount" set balance = balance - 1 where type = 'PROMISED' and "pledgeLineId" <> '00000000-0000-7000-8000-000000000001'`,
  "published-heads": () =>
    `insert into "PublishedHead" (id, "chain", "day", "seq", "hash", "publishedAt") select gen_random_uuid(), "chain", '2026-03-02', 1, "hash", now() from "AuditHead" where "seq" > 1`,
  receipts: () => `delete from "Receipt"`,
  "request-delivered": () =>
    `update "HelpRequest" r set state = 'DELIVERED' from "Need" n where n."helpRequestId" = r.id and n.quantity = 5`,
  "search-divisions": () => `update "DivisionLabel" set name = 'Renamed' where "validTo" is null`,
  "search-names": () =>
    `update "Person" set name = '', phone = null, "erasedAt" = now() where id = (select id from "Person" limit 1)`,
  "sealed-hashes": () =>
    `${FIXED_PERIOD}; ${FIXED_REPORTS}; update "AuditEntry" e set command = 'period.seal', "subjectIds" = array[p.id], payload = '{"reports":{"sha256":"00"}}'
     from "Period" p where p."sealedAt" is not null and e."cityId" = p."cityId" and e.seq = 1`,
  "sealed-periods": () => `update "Period" set "sealedAt" = now(); ${FIXED_REPORTS}`,
  "sealed-reports": () =>
    `${FIXED_PERIOD}; ${FIXED_REPORTS}; delete from "SealedReport" where scope = 'UNIT'`,
  "room-bookings": () => `
    with s as (insert into "Station" (id, "cityId", "communityId", code, name, hours, "openedOn")
      select gen_random_uuid(), "cityId", id, 'abcdefgh', 'Station', '[]', '2026-03-02' from "Organization" where kind = 'COMMUNITY' limit 1 returning *),
    r as (insert into "Room" (id, "cityId", "stationId", name, kind) select gen_random_uuid(), "cityId", id, 'Hall', 'LECTURE' from s returning *)
    insert into "RoomBooking" (id, "cityId", "roomId", "sessionId", "startsAt", "endsAt")
    select gen_random_uuid(), r."cityId", r.id, x.id, x."startsAt", x."endsAt" from r, "ActivitySession" x where x."cityId" = r."cityId" limit 1`,
  "session-deliveries": () =>
    `update "SessionPart" set state = 'WAITING', "confirmedById" = null, "confirmedAt" = null, "confirmedByOrganizationId" = null`,
  "session-two-persons": () =>
    `update "SessionReport" r set "reportedById" = p."confirmedById" from "SessionPart" p where p."reportId" = r.id`,
  "solved-answers": () =>
    `insert into "SolvedQuestion" (id, "cityId", "helpRequestId", round, "tokenHash", "askedById", "awaitedUntil")
     select gen_random_uuid(), "cityId", id, 0, sha256('x'), "createdById", '2026-12-01' from "HelpRequest" limit 1`,
  "standings-current": () => `update "Standing" set "needsOn" = "needsOn" + 1`,
  "suspended-partnerships": () =>
    `insert into "PartnershipSuspension" (id, "cityId", "partnershipId", "startsOn", reason) select gen_random_uuid(), "cityId", id, '2026-02-01', 'x' from "Partnership"`,
  "transfer-journals": () => `update "Journal" set kind = 'RAISE' where kind = 'SEND'`,
  "transfer-sides": ({ unit }) => `update "Pledge" set "giverId" = '${unit}'`,
};

/** Makes the history agree with rows that were planted: only the checks of the history may speak of it. */
async function agreeHistory(): Promise<void> {
  const { rows } = await tamperer.query<{ table: string }>(
    `select c.relname as "table" from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'history'`,
  );
  for (const { table } of rows) {
    await tamperer.query(
      `update "RowHistory" h set row = to_jsonb(t) from "${table}" t where h."tableName" = '${table}' and h."rowId" = t.id::text and h."replacedAt" is null;
       insert into "RowHistory" ("tableName", "rowId", row, "recordedAt") select '${table}', t.id::text, to_jsonb(t), now() from "${table}" t
       where not exists (select from "RowHistory" h where h."tableName" = '${table}' and h."rowId" = t.id::text and h."replacedAt" is null)`,
    );
  }
}

async function violated(): Promise<string[]> {
  return (await runChecks(tamperer)).filter(({ violations }) => violations > 0).map(({ check }) => check);
}

test("a city in which everything has happened is healthy", async () => {
  const reports = await runChecks(world.database.pool as never);
  expect(reports.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(reports.length).toBeGreaterThanOrEqual(25);
  // Every check says why.
  expect(reports.filter(({ why }) => !/^[A-Z].{20,}\.$/.test(why))).toEqual([]);
  const counts = await world.sql<{ n: number }>(
    `select least((select count(*) from "Delivery"), (select count(*) from "FundReturn"), (select count(*) from "Claim" where state = 'FULFILLED'))::int as n`,
  );
  expect(counts[0]?.n).toBeGreaterThan(0);
});

test("there is a violation for every check", async () => {
  const files = (await readdir(CHECKS)).map((name) => name.replace(/\.sql$/, "")).sort();
  expect(Object.keys(planted).sort()).toEqual(files);
});

test.each(Object.keys(planted))("%s notices its violation, and nothing else does", async (check) => {
  await tamperer.query("begin");
  try {
    await tamperer.query(planted[check]?.({ unit: otherUnitId, root: otherRootId }) ?? "");
    // The board agrees with the facts as planted: only its own checks may speak of it.
    if (check !== "standings-current" && check !== "obligation-suspended")
      await tamperer.query("select refresh_all_standings()");
    if (!check.startsWith("history-")) await agreeHistory();
    expect(await violated()).toEqual([check]);
  } finally {
    await tamperer.query("rollback");
  }
});
