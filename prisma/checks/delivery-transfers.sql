-- Every submitted delivery of money has its transfer: money without a line of the ledger is not traceable.
select d."cityId", d.id as "deliveryId", d."state"
from "Delivery" d join "Kind" k on k.id = d."kindId" and k."measure" = 'MONEY'
left join "Transfer" t on t."deliveryId" = d.id
where d."state" not in ('DRAFT', 'WITHDRAWN') and t.id is null;
