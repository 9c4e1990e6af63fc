-- Every organization and person is found by its names and by no others, and nobody who was erased: the search index is what the names make it.
with wanted as (
    select "cityId", "organizationId", "personId", "organizationKind", "label", "reading", "name", "length", "grams", "initials", "pinyin" from "SearchNameNow"),
  held as (
    select "cityId", "organizationId", "personId", "organizationKind", "label", "reading", "name", "length", "grams", "initials", "pinyin" from "SearchName")
select 'missing' as problem, m."cityId", m."organizationId", m."personId", m."reading" from (select * from wanted except all select * from held) m
union all
select 'wrong', w."cityId", w."organizationId", w."personId", w."reading" from (select * from held except all select * from wanted) w;
