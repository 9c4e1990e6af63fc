-- The versions of a row follow each other without gap or overlap.
select "cityId", "tableName", "rowId", "replacedAt", "next"
from (
  select "cityId", "tableName", "rowId", "replacedAt",
    lead("recordedAt") over (partition by "tableName", "rowId" order by "recordedAt", id) as "next"
  from "RowHistory"
) v
where "next" is not null and "replacedAt" is distinct from "next";
