-- A dispute is settled by a third person: neither who logged the delivery nor who disputed it.
select x."cityId", x.id as "disputeId", x."deliveryId", x."settledById"
from "Dispute" x join "Delivery" d on d.id = x."deliveryId"
where x."state" = 'SETTLED' and x."settledById" in (x."openedById", d."loggedById");
