-- One act is not counted twice: within one kind of obligation no more is allocated than was delivered.
select d."cityId", d.id as "deliveryId", d."quantity", o."kindId", sum(a."claimed") as "allocated"
from "Delivery" d join "Allocation" a on a."deliveryId" = d.id join "Obligation" o on o.id = a."obligationId"
where d."state" not in ('DRAFT', 'WITHDRAWN') and o."kindId" = d."kindId"
group by d."cityId", d.id, d."quantity", o."kindId"
having sum(a."claimed") > d."quantity";
