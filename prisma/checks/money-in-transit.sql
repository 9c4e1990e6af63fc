-- What is on its way is what was sent and not decided: neither accepted, nor settled by an office (which decides the whole).
with ledger as (
  select a."cityId", a."pledgeLineId", sum(p."amount") as "amount"
  from "LedgerAccount" a join "Posting" p on p."accountId" = a.id
  where a."type" = 'IN_TRANSIT' group by a."cityId", a."pledgeLineId"
), sent as (
  select t."cityId", t."pledgeLineId", sum(d."quantity" - d."acceptedQuantity") as "amount"
  from "Transfer" t join "Delivery" d on d.id = t."deliveryId" and d."state" in ('SUBMITTED', 'DISPUTED')
  group by t."cityId", t."pledgeLineId"
)
select coalesce(ledger."cityId", sent."cityId") as "cityId", "pledgeLineId",
  coalesce(ledger."amount", 0) as "ledger", coalesce(sent."amount", 0) as "deliveries"
from ledger full join sent using ("pledgeLineId")
where coalesce(ledger."amount", 0) <> coalesce(sent."amount", 0);
