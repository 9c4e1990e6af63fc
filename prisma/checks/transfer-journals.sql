-- Every submitted transfer was posted: one journal SEND over exactly what was sent, on the line that the
-- transfer names.
select d."cityId", d.id as "deliveryId", d."quantity", coalesce(sent."amount", 0) as "posted"
from "Delivery" d join "Transfer" t on t."deliveryId" = d.id
left join lateral (
  select sum(p."amount") as "amount" from "Journal" j
  join "Posting" p on p."journalId" = j.id join "LedgerAccount" a on a.id = p."accountId" and a."type" = 'IN_TRANSIT'
  where j."deliveryId" = d.id and j."kind" = 'SEND' and a."pledgeLineId" = t."pledgeLineId"
) sent on true
where d."state" not in ('DRAFT', 'WITHDRAWN') and coalesce(sent."amount", 0) <> d."quantity";
