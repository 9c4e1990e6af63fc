-- Taking on a need is a promise like any other: each claim has one obligation between the claimer and the
-- receiver, and one that was withdrawn has none open.
select c."cityId", c.id as "claimId", c."state", o.id as "obligationId", o."closure"
from "Claim" c join "Need" n on n.id = c."needId" join "HelpRequest" r on r.id = n."helpRequestId"
left join "Obligation" o on o."claimId" = c.id
where o.id is null or o."source" <> 'CLAIM' or o."giverId" <> c."giverId" or o."receiverId" <> r."receiverId"
  or (c."state" = 'WITHDRAWN' and o."closure" is null);
