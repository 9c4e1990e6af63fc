-- What is on its way back, or back, by the ledger is the sum of the returns in that state.
with ledger as (
  select a."cityId", a."pledgeLineId", case a."type" when 'RETURNING' then 'SENT' else 'CONFIRMED' end as "state", sum(p."amount") as "amount"
  from "LedgerAccount" a join "Posting" p on p."accountId" = a.id
  where a."type" in ('RETURNING', 'RETURNED') group by a."cityId", a."pledgeLineId", a."type"
), returns as (
  select r."cityId", r."pledgeLineId", r."state"::text as "state", sum(r."amount") as "amount"
  from "FundReturn" r where r."state" in ('SENT', 'CONFIRMED') group by r."cityId", r."pledgeLineId", r."state"
)
select coalesce(ledger."cityId", returns."cityId") as "cityId", "pledgeLineId", "state",
  coalesce(ledger."amount", 0) as "ledger", coalesce(returns."amount", 0) as "returns"
from ledger full join returns using ("pledgeLineId", "state")
where coalesce(ledger."amount", 0) <> coalesce(returns."amount", 0);
