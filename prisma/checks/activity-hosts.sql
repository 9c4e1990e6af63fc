-- Every activity is hosted by somebody, hosts are units and communities, and the partnerships that it serves had a host for a side.
select a."cityId", a.id as "activityId"
from "Activity" a
where not exists (select from "ActivityHost" h where h."activityId" = a.id and h."leftAt" is null)
  or exists (
    select from "ActivityHost" h join "Organization" o on o.id = h."organizationId"
    where h."activityId" = a.id and o."kind" not in ('PARTNER_UNIT', 'COMMUNITY'))
  or exists (
    select from "ActivityPartnership" s join "Partnership" p on p.id = s."partnershipId"
    where s."activityId" = a.id and not exists (
      select from "ActivityHost" h where h."activityId" = a.id and h."organizationId" in (p."giverId", p."receiverId")));
