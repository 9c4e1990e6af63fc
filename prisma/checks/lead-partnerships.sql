-- Who leads for a receiver does so by a partnership with that receiver that has not ended.
select l."cityId", l.id as "leadAssignmentId", p."state"
from "LeadAssignment" l join "Partnership" p on p.id = l."partnershipId"
where p."receiverId" <> l."receiverId" or (l."endsOn" is null and p."state" not in ('ACTIVE', 'SUSPENDED'));
