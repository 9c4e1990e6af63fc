-- An open promise carries since when its partnership's clock stands still: whether it is late is read from that.
select o."cityId", o.id as "obligationId", o."suspendedOn", s."startsOn"
from "Obligation" o
left join "PartnershipSuspension" s on s."cityId" = o."cityId" and s."partnershipId" = o."partnershipId" and s."endsOn" is null
where o."suspendedOn" is distinct from s."startsOn" and (o."closure" is null or s.id is null);
