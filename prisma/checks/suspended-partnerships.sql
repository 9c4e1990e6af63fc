-- A partnership is suspended exactly while one of its suspensions is open: the clock of its obligations depends
-- on it.
select p."cityId", p.id as "partnershipId", p."state"
from "Partnership" p
where (p."state" = 'SUSPENDED') <> exists (select from "PartnershipSuspension" s where s."partnershipId" = p.id and s."endsOn" is null)
  and p."state" in ('ACTIVE', 'SUSPENDED');
