-- A delivery counts only for promises of its own giver to its own receiver.
select a."cityId", a.id as "allocationId", a."deliveryId", a."obligationId"
from "Allocation" a join "Delivery" d on d.id = a."deliveryId" join "Obligation" o on o.id = a."obligationId"
where (d."giverId", d."receiverId") <> (o."giverId", o."receiverId");
