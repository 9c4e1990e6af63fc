-- Who logged a delivery never attests it: the two signatures are two persons.
select a."cityId", a.id as "acceptanceId", d.id as "deliveryId", a."byId" as "personId"
from "Acceptance" a join "Delivery" d on d.id = a."deliveryId"
where a."kind" <> 'REVERSAL' and a."byId" = d."loggedById";
