-- What is spent by the ledger is the sum of the vouchers that stand.
with ledger as (
  select a."cityId", a."pledgeLineId", sum(p."amount") as "amount"
  from "LedgerAccount" a join "Posting" p on p."accountId" = a.id
  where a."type" = 'SPENT' group by a."cityId", a."pledgeLineId"
), vouchers as (
  select l."cityId", l."pledgeLineId", sum(l."amount") as "amount"
  from "ExpenseLine" l join "Expense" e on e.id = l."expenseId" and e."state" <> 'REVERSED'
  group by l."cityId", l."pledgeLineId"
)
select coalesce(ledger."cityId", vouchers."cityId") as "cityId", "pledgeLineId",
  coalesce(ledger."amount", 0) as "ledger", coalesce(vouchers."amount", 0) as "vouchers"
from ledger full join vouchers using ("pledgeLineId")
where coalesce(ledger."amount", 0) <> coalesce(vouchers."amount", 0);
