-- What a need counts as met is what was accepted of the obligations of its claims.
select n."cityId", n.id as "needId", n."accepted", coalesce(sum(o."accepted"), 0) as "obligations"
from "Need" n left join "Claim" c on c."needId" = n.id left join "Obligation" o on o."claimId" = c.id
group by n."cityId", n.id, n."accepted"
having n."accepted" <> coalesce(sum(o."accepted"), 0);
