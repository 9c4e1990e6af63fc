-- What sealing fixed is what the chain says that it fixed: the hash over all reports of the period stands in the entry of the
-- sealing, that of each document in the entry of its keeping. Whoever puts another report in place of one has to change the chain.
select p.id, p."code" as "what"
from "Period" p
join lateral (
  select e."payload"::jsonb #>> '{reports,sha256}' as told
  from "AuditEntry" e
  where e."cityId" = p."cityId" and e."subjectIds" @> array[p.id] and e."command" = 'period.seal'
  order by e."seq" limit 1) e on true
where p."sealedAt" is not null and e.told is distinct from (
  select encode(sha256(convert_to(string_agg(l.line, '' order by l.line), 'UTF8')), 'hex')
  from "SealedReport" r, lateral (
    select (r."scope" || ' ' || r."subjectId" || ' ' || r."sha256" || E'\n') collate "C" as line) l
  where r."cityId" = p."cityId" and r."periodId" = p.id)
union all
select d.id, d."locale"
from "SealedDocument" d
where not exists (
  select from "AuditEntry" e
  where e."cityId" = d."cityId" and e."subjectIds" @> array[d.id] and e."command" = 'report.keepDocument'
    and e."payload"::jsonb ->> 'sha256' = d."sha256");
