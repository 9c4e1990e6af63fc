-- The plan and the ledger tell the same promise: instalments neither waived nor cancelled sum to the pledge less
-- what was waived and cancelled.
with promised as (
  select a."cityId", a."pledgeLineId", -sum(p."amount") filter (where a."type" in ('GIVER', 'WAIVED', 'CANCELLED')) as "amount"
  from "LedgerAccount" a join "Posting" p on p."accountId" = a.id
  group by a."cityId", a."pledgeLineId"
), planned as (
  select o."cityId", o."pledgeLineId", sum(o."quantity") filter (where o."closure" is null or o."closure" not in ('WAIVED', 'CANCELLED')) as "amount"
  from "Obligation" o where o."source" = 'PLEDGE'
  group by o."cityId", o."pledgeLineId"
)
select coalesce(promised."cityId", planned."cityId") as "cityId", "pledgeLineId",
  coalesce(planned."amount", 0) as "planned", coalesce(promised."amount", 0) as "promised"
from promised full join planned using ("pledgeLineId")
where coalesce(planned."amount", 0) <> coalesce(promised."amount", 0);
