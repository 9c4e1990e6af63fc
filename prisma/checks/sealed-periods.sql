-- Sealing decides everything: no rule's obligation of a sealed period is open unless all that is left of it
-- waits for the other side.
select o."cityId", o.id as "obligationId", p."code"
from "Obligation" o join "Period" p on p.id = o."periodId"
where p."sealedAt" is not null and o."closure" is null and o."quantity" - o."answered" > o."claimed";
