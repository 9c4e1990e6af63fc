-- A division has one label at a time, and a code one bearer at a time.
select a.id as "labelId", b.id as "otherLabelId"
from "DivisionLabel" a join "DivisionLabel" b on a."divisionId" = b."divisionId" and a.id < b.id
where a."validFrom" < coalesce(b."validTo", 'infinity') and b."validFrom" < coalesce(a."validTo", 'infinity')
  and a."validFrom" is distinct from a."validTo" and b."validFrom" is distinct from b."validTo"
union
select a.id, b.id
from "DivisionLabel" a join "DivisionLabel" b on a."code" = b."code" and a.id < b.id
where a."validFrom" < coalesce(b."validTo", 'infinity') and b."validFrom" < coalesce(a."validTo", 'infinity')
  and a."validFrom" is distinct from a."validTo" and b."validFrom" is distinct from b."validTo";
