-- Who has no account hands in photos with an appeal, and stands behind nothing else with them than the request that was made of it.
select e."cityId", e.id as "evidenceId"
from "Evidence" e
where e."byId" is null and e."erasedAt" is null
  and not exists (select from "EvidenceLink" l where l."evidenceId" = e.id and l."appealId" is not null)
union all
select l."cityId", l."evidenceId"
from "EvidenceLink" l join "Evidence" e on e.id = l."evidenceId"
where e."byId" is null and (l."deliveryId" is not null or l."expenseId" is not null
  or (l."helpRequestId" is not null and not exists (
    select from "Appeal" a join "EvidenceLink" al on al."appealId" = a.id and al."evidenceId" = e.id where a."helpRequestId" = l."helpRequestId")));
