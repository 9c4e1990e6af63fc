-- What arrived by the ledger (available, spent, being returned, returned) is what the receivers accepted.
with ledger as (
  select a."cityId", a."pledgeLineId", sum(p."amount") as "amount"
  from "LedgerAccount" a join "Posting" p on p."accountId" = a.id
  where a."type" in ('AVAILABLE', 'SPENT', 'RETURNING', 'RETURNED') group by a."cityId", a."pledgeLineId"
), accepted as (
  select t."cityId", t."pledgeLineId", sum(d."acceptedQuantity") as "amount"
  from "Transfer" t join "Delivery" d on d.id = t."deliveryId"
  group by t."cityId", t."pledgeLineId"
)
select coalesce(ledger."cityId", accepted."cityId") as "cityId", "pledgeLineId",
  coalesce(ledger."amount", 0) as "ledger", coalesce(accepted."amount", 0) as "accepted"
from ledger full join accepted using ("pledgeLineId")
where coalesce(ledger."amount", 0) <> coalesce(accepted."amount", 0);
