-- An organization sits inside the city that it belongs to.
select o."cityId", o.id as "organizationId", d."path"
from "Organization" o join "Division" d on d.id = o."divisionId"
join "City" c on c.id = o."cityId" join "Division" root on root.id = c."divisionId"
where not starts_with(d."path", root."path");
