-- What a need counts as taken on is the sum of the claims that stand.
select n."cityId", n.id as "needId", n."claimed", coalesce(sum(c."quantity"), 0) as "claims"
from "Need" n left join "Claim" c on c."needId" = n.id and c."state" <> 'WITHDRAWN'
group by n."cityId", n.id, n."claimed"
having n."claimed" <> coalesce(sum(c."quantity"), 0);
