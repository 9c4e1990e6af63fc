-- An appeal and the request that stands for it have one community, a merged one goes into one of its own community that is not merged itself,
-- and an appeal whose request is open waits for no answer of the community.
select a."cityId", a.id as "appealId", a."state"
from "Appeal" a left join "HelpRequest" r on r.id = a."helpRequestId" left join "Appeal" t on t.id = a."mergedIntoId"
where (r.id is not null and r."receiverId" <> a."receiverId")
  or (t.id is not null and (t."receiverId" <> a."receiverId" or t."state" = 'MERGED'))
  or (a."state" = 'IN_HAND' and (r."state" not in ('DRAFT', 'OPEN', 'DELIVERED') or (r."state" <> 'DRAFT' and a."waitingSince" is not null)));
