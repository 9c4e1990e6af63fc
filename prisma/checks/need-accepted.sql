-- What a need counts as met is what was accepted of the obligations of its claims, or of the instalments that answer them.
select n."cityId", n.id as "needId", n."accepted", coalesce(sum(o."accepted" + coalesce(answers."accepted", 0)), 0) as "obligations"
from "Need" n left join "Claim" c on c."needId" = n.id left join "Obligation" o on o."claimId" = c.id
left join lateral (
  select sum(a."accepted") as "accepted" from "Obligation" a where a."cityId" = o."cityId" and a."answersId" = o.id
) answers on true
group by n."cityId", n.id, n."accepted"
having n."accepted" <> coalesce(sum(o."accepted" + coalesce(answers."accepted", 0)), 0);
