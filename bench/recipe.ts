/** One step of the recipe: what it makes, and the statements that make it, run by the owner of the tables with triggers off. */
export type Step = { name: string; sql: string };

/** What the recipe is made from; nothing else decides what comes out. */
export type Measures = {
  cityId: string;
  officeId: string;
  partnerships: number;
  /** Day on which the data ends, `YYYY-MM-DD`. */
  anchor: string;
  seed: number;
};

/**
 * Functions and tables of the recipe's own, in a schema that is dropped at the end. `chance` is a number from 0 to 1 that
 * depends on the seed, on what it is for and on a number; ids are UUIDv7 of the instant, with the sort and the number in them.
 */
export const prelude = ({ cityId, officeId, partnerships, anchor, seed }: Measures): string => `
  drop schema if exists bench cascade;
  create schema bench;
  create function bench.chance(what int, n bigint) returns float8 language sql immutable parallel safe
    return (hashint8extended(n * 64 + what, ${seed}) & 1073741823)::float8 / 1073741824;
  create function bench.id(sort int, n bigint, at timestamptz) returns uuid language sql immutable parallel safe
    return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(sort), 3, '0')
      || '8' || lpad(to_hex(n), 15, '0'))::uuid;
  create function bench.at(day date, what int, n bigint) returns timestamptz language sql immutable parallel safe
    return day::timestamp at time zone 'Asia/Shanghai' + interval '9 hours'
      + floor(bench.chance(what, n) * 28800000) * interval '1 millisecond';
  create table bench.city as select '${cityId}'::uuid as id, '${officeId}'::uuid as office, root."path",
    ${partnerships} as pairs, greatest(${Math.ceil(partnerships / 10)}, 2) as units, date '${anchor}' as today,
    date_trunc('year', date '${anchor}')::date as opened,
    (select id from "Kind" where "cityId" = c.id and code = 'VISIT') as visit,
    (select id from "Kind" where "cityId" = c.id and code = 'JOINT_ACTIVITY') as activity,
    (select id from "Kind" where "cityId" = c.id and code = 'VOLUNTEER_HOURS') as hours,
    (select id from "Kind" where "cityId" = c.id and code = 'FUNDS') as funds
  from "City" c join "Division" root on root.id = c."divisionId" where c.id = '${cityId}';
  create function bench.syllables(n bigint) returns text language sql immutable parallel safe
    return substr('王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗', 1 + floor(bench.chance(1, n) * 20)::int, 1)
      || substr('文明志建国华伟芳敏静丽强磊军洋勇艳杰涛霞', 1 + floor(bench.chance(2, n) * 20)::int, 1)
      || substr('平安宁清远达春秋兰梅松柏江海云山林川石玉', 1 + floor(bench.chance(3, n) * 20)::int, 1);
`;

/** Organizations and people. Triggers stay on: they write the history and the search index. */
export const society: Step[] = [
  {
    name: "communities and units",
    sql: `
      create table bench.community as
      select row_number() over (order by bench.chance(10, d.id), d.id) - 1 as n, d.id as division, l."name"
      from bench.city c join "Division" d on d."path" like c."path" || '%' and d."level" = 'COMMUNITY' and d."endedOn" is null
      join "DivisionLabel" l on l."divisionId" = d.id and l."validTo" is null
      order by 1 limit (select greatest(pairs / 4, 2) from bench.city);
      create table bench.county as
      select row_number() over (order by d.id) - 1 as n, d.id as division, l."name"
      from bench.city c join "Division" d on d."path" like c."path" || '%' and d."level" in ('COUNTY', 'CITY', 'ZONE') and d."endedOn" is null
      join "DivisionLabel" l on l."divisionId" = d.id and l."validTo" is null;
      create table bench.side as
      select 'COMMUNITY'::"OrganizationKind" as kind, n, bench.id(1, n, opened - interval '20 days' + n * interval '1 second') as id, division, o."name"
      from bench.community o, bench.city
      union all
      select 'PARTNER_UNIT', u, bench.id(2, u, opened - interval '20 days' + u * interval '1 second'), k.division,
        k."name" || (array['文化和旅游局', '教育局', '税务局', '供电公司', '邮务局', '住房和城乡建设局', '水务公司', '民政局', '卫生健康局', '交通运输局'])[1 + u % 10]
          || case when u / 10 = 0 then '' else '第' || (u / 10) || '分局' end
      from bench.city, generate_series(0, units - 1) u
      join bench.county k on k.n = u / 10 % (select count(*) from bench.county);
      insert into "Organization" (id, "cityId", kind, "name", "divisionId", "startedOn")
      select s.id, c.id, s.kind, s."name", s.division, c.opened - 365 from bench.side s, bench.city c;`,
  },
  {
    name: "people and roles",
    sql: `
      create table bench.person as
      select s.id as organization, s.kind, role, bench.id(3, s.n * 4 + nr + case s.kind when 'COMMUNITY' then 0 else 2 end, opened - interval '20 days') as id,
        bench.id(4, s.n * 4 + nr + case s.kind when 'COMMUNITY' then 0 else 2 end, opened - interval '20 days') as membership,
        bench.syllables(s.n * 4 + nr + case s.kind when 'COMMUNITY' then 0 else 500000000 end) as "name"
      from bench.side s, bench.city, (values (0, 'MANAGER'::"MembershipRole"), (1, 'LIAISON')) roles(nr, role)
      union all
      select office, 'OFFICE', 'COORDINATOR', bench.id(5, 0, opened - interval '20 days'), bench.id(6, 0, opened - interval '20 days'), '高燕' from bench.city;
      insert into "Person" (id, "cityId", "name") select p.id, c.id, p."name" from bench.person p, bench.city c;
      insert into "Membership" (id, "cityId", "personId", "organizationId", role, "startsOn")
      select p.membership, c.id, p.id, p.organization, p.role, c.opened - 30 from bench.person p, bench.city c;
      create index on bench.person (organization, role);
      create index on bench.side (kind, n);
      analyze bench.person; analyze bench.side;`,
  },
  {
    name: "rules",
    sql: `
      insert into "DutyRule" (id, "cityId", "name", "kindId", quantity, "periodKind", "appliesTo", "proRating", "validFrom")
      select bench.id(7, n, opened - interval '19 days'), id, "name", kind, quantity, 'QUARTER', 'EACH', 'FULL', opened
      from bench.city, lateral (values (1, '走访', visit, 2), (2, '联合活动', activity, 1)) rules(n, "name", kind, quantity);`,
  },
];

/** Partnerships with their promises, what was done for them, and the money. Triggers off: balances, counts and states are written as they come out. */
export const facts: Step[] = [
  {
    name: "partnerships",
    sql: `
      create table bench.pair as
      select i, bench.id(8, i, bench.at(opened, 11, i)) as id, bench.at(opened, 11, i) as at, u.id as giver, r.id as receiver,
        ul.id as "giverLiaison", ul.membership as "giverMembership", rl.id as "receiverLiaison", rl.membership as "receiverMembership",
        rm.id as "receiverManager",
        -- Three of four keep their word, the fourth often does not.
        case when bench.chance(12, i) < 0.75 then 0.97 else 0.6 end as reliability,
        case when bench.chance(13, i) < 0.03 then today - 20 - floor(bench.chance(14, i) * 60)::int end as suspended,
        bench.chance(15, i) < 0.5 as pledges, bench.chance(16, i) < 0.9 as acknowledged
      from bench.city c cross join lateral generate_series(0, pairs - 1) i
      join bench.side u on u.kind = 'PARTNER_UNIT' and u.n = i % units
      join bench.side r on r.kind = 'COMMUNITY' and r.n = (i % units * 7 + i / units) % (select count(*) from bench.community)
      join bench.person ul on ul.organization = u.id and ul.role = 'LIAISON'
      join bench.person rl on rl.organization = r.id and rl.role = 'LIAISON'
      join bench.person rm on rm.organization = r.id and rm.role = 'MANAGER';
      insert into "Partnership" (id, "cityId", "giverId", "receiverId", kind, basis, state, "startsOn", "endsOn", "documentNumber", "documentDate",
        "sectionName", "sectionFrom", "sectionTo", "giverAcknowledgedAt", "giverAcknowledgedById", "receiverAcknowledgedAt", "receiverAcknowledgedById", "createdAt")
      select p.id, c.id, giver, receiver, (case when i % 7 = 0 then 'ROAD_SECTION' else 'CO_BUILDING' end)::"PartnershipKind", 'ASSIGNED',
        (case when suspended is null then 'ACTIVE' else 'SUSPENDED' end)::"PartnershipState", opened, opened + 729 + i % 3 * 100,
        '创建办〔' || extract(year from opened) || '〕' || 1 + i / 200 || '号', opened - 5,
        case when i % 7 = 0 then '第' || i || '段' end, case when i % 7 = 0 then '东口' end, case when i % 7 = 0 then '西口' end,
        at + interval '1 day', "giverLiaison", case when acknowledged then at + interval '2 days' end, case when acknowledged then "receiverLiaison" end, at
      from bench.pair p, bench.city c;
      insert into "PartnershipLiaison" (id, "cityId", "partnershipId", side, "membershipId", "startsOn")
      select bench.id(9, i * 2 + nr, at), c.id, p.id, side::"Side", membership, opened from bench.pair p, bench.city c,
        lateral (values (0, 'GIVER', "giverMembership"), (1, 'RECEIVER', "receiverMembership")) sides(nr, side, membership);
      insert into "PartnershipSuspension" (id, "cityId", "partnershipId", "startsOn", reason)
      select bench.id(10, i, bench.at(suspended, 17, i)), c.id, p.id, suspended, '整治施工' from bench.pair p, bench.city c where suspended is not null;`,
  },
  {
    name: "promises",
    sql: `
      create table bench.promise as
      select w.*, i * 32 + j as n, bench.id(11, i * 32 + j, at) as id,
        -- Past ones are kept as far as the pair is reliable, running ones are half done.
        case when acted > today - 3 or bench.chance(20, i * 32 + j) > case when due < today then reliability else 0.4 end then null
          when bench.chance(21, i * 32 + j) < 0.93 then 'ACCEPTED' when bench.chance(21, i * 32 + j) < 0.98 then 'SUBMITTED' else 'DISPUTED'
        end::"DeliveryState" as outcome
      from (
        select i, q.nr as j, visit as kind, 2::bigint as quantity, "opensOn" as opens, "closesOn" as due, 'RULE'::"ObligationSource" as source,
          bench.id(7, 1, opened - interval '19 days') as rule, q.id as period, null::uuid as line, null::int as instalment, at, reliability, suspended, today,
          "opensOn" + 3 + floor(bench.chance(22, i * 32 + q.nr) * 80)::int as acted
        from bench.pair, bench.city, (
          select p.id, "opensOn", "closesOn", row_number() over (order by "opensOn") as nr from "Period" p, bench.city c
          where p."cityId" = c.id and p.kind = 'QUARTER' and "opensOn" between opened and opened + 365) q
        union all
        select i, 4 + q.nr / 2, activity, 1, "opensOn", "closesOn", 'RULE', bench.id(7, 2, opened - interval '19 days'), q.id, null, null, at, reliability, suspended, today,
          "opensOn" + 3 + floor(bench.chance(23, i * 32 + q.nr) * 80)::int
        from bench.pair, bench.city, (
          select p.id, "opensOn", "closesOn", row_number() over (order by "opensOn") as nr from "Period" p, bench.city c
          where p."cityId" = c.id and p.kind = 'QUARTER' and "opensOn" between opened and opened + 365) q
        where q.nr in (2, 4)
        union all
        select i, 6 + nr, funds, (500000 + floor(bench.chance(24, i) * 20) * 100000)::bigint, opened + 40, opened + nr * 150 + floor(bench.chance(25, i * 2 + nr) * 60)::int,
          'PLEDGE', null, null, bench.id(12, i, at), nr, at, reliability, suspended, today, opened + nr * 150 - 20 + floor(bench.chance(26, i * 2 + nr) * 60)::int
        from bench.pair, bench.city, generate_series(1, 2) nr where pledges
      ) w;
      insert into "Obligation" (id, "cityId", "giverId", "receiverId", "partnershipId", "kindId", source, quantity, "opensOn", "dueOn", "originalDueOn",
        claimed, accepted, "metOn", closure, "closedAt", "suspendedOn", "dutyRuleId", "periodId", "pledgeLineId", instalment, "createdAt", version)
      select p.id, c.id, giver, receiver, pair.id, kind, source, quantity, opens, due, due,
        case when outcome is null then 0 else quantity end, case outcome when 'ACCEPTED' then quantity else 0 end,
        case outcome when 'ACCEPTED' then acted end, case outcome when 'ACCEPTED' then 'MET'::"ObligationClosure" end,
        case outcome when 'ACCEPTED' then bench.at(acted + 1, 27, n) end, case when outcome is distinct from 'ACCEPTED' then p.suspended end,
        rule, period, line, instalment, p.at, case when outcome is null then 0 else 1 end
      from bench.promise p join bench.pair using (i), bench.city c;`,
  },
  {
    name: "deliveries",
    sql: `
      create table bench.act as
      select w.*, bench.id(13, n, sent) as id, bench.id(14, n, heard) as acceptance from (
        select i, n, p.id as promise, kind, quantity, acted, outcome, line, bench.at(acted, 30, n) as sent, bench.at(acted + 1, 31, n) as heard from bench.promise p where outcome is not null
        union all
        select i, i * 32 + 16 + k, null, case when k % 2 = 0 then visit else hours end, case when k % 2 = 0 then 1 else 120 end, day, 'ACCEPTED', null,
          bench.at(day, 30, i * 32 + 16 + k), bench.at(day + 1, 31, i * 32 + 16 + k)
        from bench.pair, bench.city, generate_series(1, 5) k, lateral (select opened + 5 + floor(bench.chance(32, i * 32 + k) * (today - opened - 10))::int as day) d
      ) w;
      insert into "Delivery" (id, "cityId", "giverId", "receiverId", "partnershipId", "kindId", quantity, "occurredOn", state, "originId", "acceptedQuantity",
        "loggedById", "loggedByOrganizationId", "submittedAt", "createdAt", version)
      select a.id, c.id, giver, receiver, p.id, kind, quantity, acted, outcome, a.id, case outcome when 'ACCEPTED' then quantity else 0 end,
        "giverLiaison", giver, sent, sent, case outcome when 'SUBMITTED' then 0 else 1 end
      from bench.act a join bench.pair p using (i), bench.city c;
      insert into "Allocation" (id, "cityId", "deliveryId", "obligationId", claimed, accepted, version)
      select bench.id(15, n, sent), c.id, a.id, promise, quantity, case outcome when 'ACCEPTED' then quantity else 0 end, case outcome when 'ACCEPTED' then 1 else 0 end
      from bench.act a, bench.city c where promise is not null;
      insert into "Acceptance" (id, "cityId", "deliveryId", kind, quantity, "byId", "byOrganizationId", "recordedAt")
      select acceptance, c.id, a.id, 'ACCEPT', quantity, "receiverLiaison", receiver, heard
      from bench.act a join bench.pair p using (i), bench.city c where outcome = 'ACCEPTED';
      insert into "Dispute" (id, "cityId", "deliveryId", quantity, reason, state, "openedById", "openedAt")
      select bench.id(16, n, heard), c.id, a.id, quantity, '与登记不符', 'OPEN', "receiverLiaison", heard
      from bench.act a join bench.pair p using (i), bench.city c where outcome = 'DISPUTED';`,
  },
  {
    name: "money",
    sql: `
      create table bench.voucher as
      select a.i, a.n, a.line, floor(quantity * 0.6)::bigint as amount, bench.at(acted + 2, 33, n) as at, acted + 2 as day, bench.id(17, n, bench.at(acted + 2, 33, n)) as id
      from bench.act a, bench.city where line is not null and outcome = 'ACCEPTED' and bench.chance(34, n) < 0.6 and acted + 4 < today;
      create table bench.posting as
      select i, line, bench.id(18, i * 64, pair.at) as journal, 'PLEDGE'::"JournalKind" as kind, opened + 40 as day, pair.at, null::uuid as delivery, null::uuid as acceptance,
        null::uuid as expense, bench.id(19, i, pair.at) as change, 'GIVER'::"LedgerAccountType" as source, 'PROMISED'::"LedgerAccountType" as target, sum(quantity)::bigint as amount, i * 64 as n
      from bench.promise p join bench.pair using (i), bench.city where line is not null group by i, line, pair.at, opened
      union all
      select i, line, bench.id(18, i * 64 + n % 32 * 2, sent), 'SEND', acted, sent, id, null, null, null, 'PROMISED', 'IN_TRANSIT', quantity, i * 64 + n % 32 * 2 from bench.act where line is not null
      union all
      select i, line, bench.id(18, i * 64 + n % 32 * 2 + 1, heard), 'RECEIVE', acted + 1, heard, id, acceptance, null, null, 'IN_TRANSIT', 'AVAILABLE', quantity, i * 64 + n % 32 * 2 + 1 from bench.act where line is not null and outcome = 'ACCEPTED'
      union all
      select i, line, bench.id(18, i * 64 + 32 + n % 32, at), 'SPEND', day, at, null, null, id, null, 'AVAILABLE', 'SPENT', amount, i * 64 + 32 + n % 32 from bench.voucher;
      insert into "Pledge" (id, "cityId", "giverId", "receiverId", "partnershipId", purpose, "pledgedOn", state, "byId", "createdAt")
      select bench.id(20, i, at), c.id, giver, receiver, p.id, '楼道和路灯', opened + 40, 'ACTIVE', "giverLiaison", at from bench.pair p, bench.city c where pledges;
      insert into "PledgeLine" (id, "cityId", "pledgeId", "kindId", measure) select bench.id(12, i, at), c.id, bench.id(20, i, at), funds, 'MONEY' from bench.pair p, bench.city c where pledges;
      insert into "PledgeChange" (id, "cityId", "pledgeId", "pledgeLineId", kind, amount, reason, "byId", "recordedAt")
      select change, c.id, bench.id(20, i, p.at), line, 'PLEDGE', amount, '', "giverLiaison", p.at from bench.posting o join bench.pair p using (i), bench.city c where o.kind = 'PLEDGE';
      insert into "LedgerAccount" (id, "cityId", "pledgeLineId", type, balance)
      select bench.id(21, i * 16 + nr, at), c.id, bench.id(12, i, at), accounts.type, coalesce(b.balance, 0)
      from bench.pair p cross join bench.city c
      cross join unnest(enum_range(null::"LedgerAccountType")) with ordinality accounts(type, nr)
      left join (select line, type, sum(amount)::bigint as balance from (
        select line, source as type, -amount as amount from bench.posting union all select line, target, amount from bench.posting) moved group by line, type
      ) b on b.line = bench.id(12, i, at) and b.type = accounts.type where pledges;
      insert into "Transfer" (id, "cityId", "deliveryId", "pledgeLineId", channel, "recordedAt") select bench.id(22, n, sent), c.id, a.id, line, 'COMMUNITY', sent from bench.act a, bench.city c where line is not null;
      insert into "Receipt" (id, "cityId", "acceptanceId", "arrivedOn", "recordedAt") select bench.id(23, n, heard), c.id, acceptance, acted + 1, heard from bench.act a, bench.city c where line is not null and outcome = 'ACCEPTED';
      insert into "Expense" (id, "cityId", "receiverId", "voucherNumber", purpose, "occurredOn", total, measure, state, "recordedById", "attestedById", "attestedAt", "createdAt", version)
      select v.id, c.id, receiver, 'V' || v.n, '购置灯具', day, amount, 'MONEY', 'ATTESTED', "receiverLiaison", "receiverManager", v.at + interval '1 day', v.at, 1
      from bench.voucher v join bench.pair p using (i), bench.city c;
      insert into "ExpenseLine" (id, "cityId", "expenseId", "pledgeLineId", amount, "recordedAt") select bench.id(24, n, at), c.id, v.id, line, amount, at from bench.voucher v, bench.city c;
      insert into "Journal" (id, "cityId", kind, "occurredOn", "deliveryId", "acceptanceId", "expenseId", "pledgeChangeId", "recordedAt")
      select journal, c.id, kind, day, delivery, acceptance, expense, change, at from bench.posting, bench.city c;
      insert into "Posting" (id, "cityId", "journalId", "accountId", amount, "recordedAt")
      select bench.id(25, o.n * 2 + nr, o.at), c.id, journal, bench.id(21, i * 16 + (array_position(enum_range(null::"LedgerAccountType"), type)), p.at), signed, o.at
      from bench.posting o join bench.pair p using (i) cross join bench.city c cross join lateral (values (0, source, -amount), (1, target, amount)) parts(nr, type, signed);`,
  },
];

/** One entry for each act, in the order of their instants, appended to the chain as the product appends them. */
export const chain: Step = {
  name: "the chain",
  sql: `
    create table bench.entry as
    select bench.id(30, i, at) as id, date_trunc('milliseconds', at) as at, 'partnership.assign' as command,
      (select m."personId" from "Membership" m where m."organizationId" = c.office and m.role = 'MANAGER' limit 1) as person, c.office as organization,
      array[p.id] as subjects, p.id as partnership, '{"partnershipId":"' || p.id || '"}' as payload from bench.pair p, bench.city c
    union all
    select bench.id(31, n, sent), sent, 'delivery.log', "giverLiaison", giver, array[a.id], p.id, '{"deliveryId":"' || a.id || '","quantity":"' || quantity || '"}' from bench.act a join bench.pair p using (i)
    union all
    select bench.id(32, n, heard), heard, case outcome when 'ACCEPTED' then 'delivery.accept' else 'delivery.dispute' end, "receiverLiaison", receiver, array[a.id], p.id,
      '{"deliveryId":"' || a.id || '","quantity":"' || quantity || '"}' from bench.act a join bench.pair p using (i) where outcome <> 'SUBMITTED'
    union all
    select bench.id(33, i, at), date_trunc('milliseconds', at + interval '40 days'), 'pledge.make', "giverLiaison", giver, array[bench.id(20, i, at)], p.id, '{"pledgeId":"' || bench.id(20, i, at) || '"}' from bench.pair p where pledges
    union all
    select bench.id(34, n, v.at), v.at, 'expense.record', "receiverLiaison", receiver, array[v.id], p.id, '{"expenseId":"' || v.id || '"}' from bench.voucher v join bench.pair p using (i)
    union all
    select bench.id(35, n, v.at), v.at + interval '1 day', 'expense.attest', "receiverManager", receiver, array[v.id], p.id, '{"expenseId":"' || v.id || '"}' from bench.voucher v join bench.pair p using (i);
    create function bench.append() returns void language plpgsql as $$
    declare
      r record; h "AuditHead"%rowtype; salt bytea; digest bytea; next_hash bytea;
    begin
      select * into h from "AuditHead" where "chain" = (select id::text from bench.city) for update;
      for r in select e.*, c.id as city from bench.entry e, bench.city c order by e.at, e.id loop
        h."seq" := h."seq" + 1;
        salt := decode(md5(r.id::text), 'hex');
        digest := sha256(salt || convert_to(r.payload, 'UTF8'));
        next_hash := sha256(h."hash" || int8send(h."seq") || convert_to(to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8') || digest);
        insert into "AuditEntry" ("id", "chain", "seq", "at", "cityId", "command", "personId", "organizationId", "subjectIds", "partnershipId", "payload", "salt", "digest", "prevHash", "hash")
        values (r.id, h."chain", h."seq", r.at, r.city, r.command, r.person, r.organization, r.subjects, r.partnership, r.payload, salt, digest, h."hash", next_hash);
        h."hash" := next_hash;
      end loop;
      update "AuditHead" set "seq" = h."seq", "hash" = h."hash" where "chain" = h."chain";
    end $$;
    select bench.append();`,
};

/** The newest version of each row that may change; how it came to be is told by the facts themselves. */
export const history: Step = {
  name: "row history",
  sql: [
    ["Partnership", 't."createdAt"'],
    ["PartnershipLiaison", 't."startsOn"::timestamptz'],
    ["PartnershipSuspension", 't."startsOn"::timestamptz'],
    ["Obligation", 'coalesce(t."closedAt", t."createdAt")'],
    ["Delivery", 't."createdAt"'],
    ["Allocation", '(select d."createdAt" from "Delivery" d where d.id = t."deliveryId")'],
    ["Dispute", 't."openedAt"'],
    ["Pledge", 't."createdAt"'],
    ["PledgeLine", '(select p."createdAt" from "Pledge" p where p.id = t."pledgeId")'],
    [
      "LedgerAccount",
      '(select p."createdAt" from "Pledge" p join "PledgeLine" l on l."pledgeId" = p.id where l.id = t."pledgeLineId")',
    ],
    ["Expense", 't."createdAt"'],
  ]
    .map(
      ([table, at]) => `insert into "RowHistory" ("tableName", "rowId", "cityId", "row", "recordedAt")
        select '${table}', t.id, t."cityId", to_jsonb(t), ${at} from "${table}" t;`,
    )
    .join("\n"),
};
