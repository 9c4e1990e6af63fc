-- What an obligation counts as accepted is what standing deliveries brought it.
select o."cityId", o.id as "obligationId", o."accepted", coalesce(sum(a."accepted"), 0) as "allocated"
from "Obligation" o
left join ("Allocation" a join "Delivery" d on d.id = a."deliveryId" and d."state" not in ('DRAFT', 'WITHDRAWN')) on a."obligationId" = o.id
group by o."cityId", o.id, o."accepted"
having o."accepted" <> coalesce(sum(a."accepted"), 0);
