-- What a need and its claims count as sent is what deliveries claim of their obligations, or of the instalments that answer them, and what units say is on the way.
with promised as (
  select c."cityId", c.id, c."needId", c."marked", c."delivered", c."state", least(c."quantity", coalesce(o."claimed", 0) + coalesce((
    select sum(a."claimed") from "Obligation" a where a."cityId" = o."cityId" and a."answersId" = o.id), 0)) as "shouldBe"
  from "Claim" c left join "Obligation" o on o."claimId" = c.id
)
select n."cityId", n.id as "needId", n."sent", coalesce(sum(greatest(p."marked", p."shouldBe")) filter (where p."state" <> 'WITHDRAWN'), 0) as "claims"
from "Need" n left join promised p on p."needId" = n.id
group by n."cityId", n.id, n."sent"
having n."sent" <> coalesce(sum(greatest(p."marked", p."shouldBe")) filter (where p."state" <> 'WITHDRAWN'), 0)
  or coalesce(bool_or(p."delivered" <> p."shouldBe"), false);
