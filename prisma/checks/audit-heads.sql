-- A chain ends where its head says: a missing tail, which no hash can show, is seen here.
select coalesce(h."chain", e."chain") as "chain", h."seq" as "head", e."last", e."entries"
from "AuditHead" h full join (
  select "chain", max("seq") as "last", min("seq") as "first", count(*) as "entries" from "AuditEntry" group by "chain"
) e on e."chain" = h."chain"
left join "AuditEntry" last on last."chain" = h."chain" and last."seq" = h."seq"
where h."chain" is null or h."seq" is distinct from e."last" or e."first" <> 1 or e."entries" <> e."last" or last."hash" is distinct from h."hash";
