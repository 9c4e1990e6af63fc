-- The state of a delivery says what its signatures say: accepted is accepted whole, disputed has an open dispute
-- over exactly the rest, and nothing else has one.
select d."cityId", d.id as "deliveryId", d."state", d."quantity", d."acceptedQuantity", x."quantity" as "disputed"
from "Delivery" d left join "Dispute" x on x."deliveryId" = d.id and x."state" = 'OPEN'
where (d."state" = 'ACCEPTED' and d."acceptedQuantity" <> d."quantity")
  or (d."state" = 'DISPUTED') <> (x.id is not null)
  or (d."state" = 'DISPUTED' and d."acceptedQuantity" + x."quantity" <> d."quantity");
