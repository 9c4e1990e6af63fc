-- Money goes where it was pledged: a transfer's delivery has the giver and the receiver of its pledge.
select t."cityId", t.id as "transferId", d.id as "deliveryId", p.id as "pledgeId"
from "Transfer" t join "Delivery" d on d.id = t."deliveryId"
join "PledgeLine" l on l.id = t."pledgeLineId" join "Pledge" p on p.id = l."pledgeId"
where (d."giverId", d."receiverId") <> (p."giverId", p."receiverId");
