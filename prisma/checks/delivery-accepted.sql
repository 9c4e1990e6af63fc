-- What a delivery counts as accepted is the sum of the signatures under it.
select d."cityId", d.id as "deliveryId", d."acceptedQuantity", coalesce(sum(a."quantity"), 0) as "signed"
from "Delivery" d left join "Acceptance" a on a."deliveryId" = d.id
group by d."cityId", d.id, d."acceptedQuantity"
having d."acceptedQuantity" <> coalesce(sum(a."quantity"), 0);
