-- Cities never nest: a division belongs to one city at most.
select a.id as "cityId", b.id as "nestedCityId"
from "City" a join "Division" outer_root on outer_root.id = a."divisionId"
join "Division" inner_root on starts_with(inner_root."path", outer_root."path") and inner_root.id <> outer_root.id
join "City" b on b."divisionId" = inner_root.id
where a."closedOn" is null and b."closedOn" is null;
