-- Nothing moves between two pledge lines: the accounts of each line sum to zero.
select a."cityId", a."pledgeLineId", sum(p."amount") as "sum"
from "Posting" p join "LedgerAccount" a on a.id = p."accountId"
group by a."cityId", a."pledgeLineId"
having sum(p."amount") <> 0;
