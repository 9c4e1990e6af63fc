-- What an obligation counts as claimed is what standing deliveries allocate to it.
select o."cityId", o.id as "obligationId", o."claimed", coalesce(sum(a."claimed"), 0) as "allocated"
from "Obligation" o
left join ("Allocation" a join "Delivery" d on d.id = a."deliveryId" and d."state" not in ('DRAFT', 'WITHDRAWN')) on a."obligationId" = o.id
group by o."cityId", o.id, o."claimed"
having o."claimed" <> coalesce(sum(a."claimed"), 0);
