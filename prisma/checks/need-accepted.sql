-- What a need counts as met is what was accepted of the obligations of its claims, or of the instalments that answer them, and never more than was claimed.
with met as (
  select o."claimId", least(o."quantity", o."accepted" + coalesce((
    select sum(a."accepted") from "Obligation" a where a."cityId" = o."cityId" and a."answersId" = o.id), 0)) as "accepted"
  from "Obligation" o where o."claimId" is not null
)
select n."cityId", n.id as "needId", n."accepted", coalesce(sum(met."accepted"), 0) as "obligations"
from "Need" n left join "Claim" c on c."needId" = n.id left join met on met."claimId" = c.id
group by n."cityId", n.id, n."accepted"
having n."accepted" <> coalesce(sum(met."accepted"), 0);
