-- Each part of a joint claim that was agreed to is a claim of the same need by the same unit; the lead is one of the parts, and no unit stands in it twice.
select p."cityId", p.id as "partId", p."state"
from "JointClaimPart" p join "JointClaim" j on j.id = p."jointClaimId" left join "Claim" c on c.id = p."claimId"
where (p."state" = 'AGREED' and (c.id is null or c."needId" <> j."needId" or c."giverId" <> p."giverId"))
union all
select j."cityId", j.id, 'AGREED'
from "JointClaim" j
where not exists (select from "JointClaimPart" p where p."jointClaimId" = j.id and p."giverId" = j."leadId" and p."state" = 'AGREED');
