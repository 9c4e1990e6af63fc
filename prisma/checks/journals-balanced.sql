-- Money neither appears nor vanishes: a journal has two postings or more and sums to zero.
select j."cityId", j.id as "journalId", j."kind", count(p.id) as "postings", coalesce(sum(p."amount"), 0) as "sum"
from "Journal" j left join "Posting" p on p."journalId" = j.id
group by j."cityId", j.id, j."kind"
having count(p.id) < 2 or coalesce(sum(p."amount"), 0) <> 0;
