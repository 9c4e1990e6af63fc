-- A balance is nothing but the sum of its postings: a differing one was changed by hand.
select a."cityId", a.id as "accountId", a."type", a."balance", coalesce(sum(p."amount"), 0) as "posted"
from "LedgerAccount" a left join "Posting" p on p."accountId" = a.id
group by a."cityId", a.id, a."type", a."balance"
having a."balance" <> coalesce(sum(p."amount"), 0);
