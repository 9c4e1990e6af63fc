-- A receipt is the money side of an acceptance and nothing else: each acceptance that brought something of a
-- transfer has one, and no other has.
select a."cityId", a.id as "acceptanceId", d.id as "deliveryId", r.id as "receiptId"
from "Acceptance" a join "Delivery" d on d.id = a."deliveryId"
left join "Transfer" t on t."deliveryId" = d.id
left join "Receipt" r on r."acceptanceId" = a.id
where (t.id is not null and a."kind" <> 'REVERSAL' and a."quantity" > 0) <> (r.id is not null);
