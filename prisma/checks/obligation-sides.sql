-- An obligation or a delivery of a partnership is between the two sides of that partnership.
select o."cityId", 'Obligation' as "of", o.id, p.id as "partnershipId"
from "Obligation" o join "Partnership" p on p.id = o."partnershipId"
where (o."giverId", o."receiverId") <> (p."giverId", p."receiverId")
union all
select d."cityId", 'Delivery', d.id, p.id
from "Delivery" d join "Partnership" p on p.id = d."partnershipId"
where (d."giverId", d."receiverId") <> (p."giverId", p."receiverId");
