-- Sealing decides what fell due: no rule's obligation due within its sealed period is open unless all that is left of it
-- waits for the other side. One that was extended beyond the period, or whose partnership stands still, is decided later.
select o."cityId", o.id as "obligationId", p."code"
from "Obligation" o join "Period" p on p.id = o."periodId"
where p."sealedAt" is not null and o."closure" is null and o."quantity" - o."answered" > o."claimed"
  and o."dueOn" <= p."closesOn"
  and not exists (select from "PartnershipSuspension" s where s."partnershipId" = o."partnershipId" and s."endsOn" is null);
