-- Every division is found by its name of today and by no other; in the territories of cities also each reading is what the name makes it.
with named as (
    select d.id as "divisionId", search_text(l."name") as "name", d."path"
    from "DivisionLabel" l join "Division" d on d.id = l."divisionId" where l."validTo" is null and d."endedOn" is null),
  held as (
    select s.* from "City" c join "Division" root on root.id = c."divisionId"
    join "SearchDivision" s on s."path" >= root."path" and s."path" < left(root."path", -1) || '0'),
  wanted as (
    select n.* from "City" c join "Division" root on root.id = c."divisionId"
    join "SearchDivisionNow" n on n."path" >= root."path" and n."path" < left(root."path", -1) || '0')
select coalesce(n."divisionId", s."divisionId") as "divisionId", n."name", s."name" as "foundBy", 'name' as problem
from named n full join (select * from "SearchDivision" where "reading" = 0) s on s."divisionId" = n."divisionId"
where (n."name", n."path") is distinct from (s."name", s."path")
union all
select coalesce(w."divisionId", h."divisionId"), w."name", h."name", 'reading'
from wanted w full join held h on h."divisionId" = w."divisionId" and h."reading" = w."reading"
where (w."name", w."path", w."rank", w."grams", w."initials", w."pinyin") is distinct from (h."name", h."path", h."rank", h."grams", h."initials", h."pinyin");
