-- Met means accepted in full, by the obligation itself or by what answers it; and what is accepted in full is
-- met.
with reached as (
  select o."cityId", o.id, o."closure", o."quantity", o."accepted" + coalesce(sum(a."accepted"), 0) as "reached"
  from "Obligation" o
  left join "Obligation" a on a."cityId" = o."cityId" and a."answersId" = o.id and (a."closure" is null or a."closure" = 'MET')
  group by o."cityId", o.id, o."closure", o."quantity"
)
select "cityId", id as "obligationId", "closure", "quantity", "reached" from reached
where ("closure" = 'MET' and "reached" < "quantity") or ("closure" is null and "quantity" > 0 and "reached" >= "quantity");
