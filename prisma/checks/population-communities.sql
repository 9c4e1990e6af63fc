-- Residents are counted of communities.
select p."cityId", p.id as "populationId", o."kind"
from "Population" p join "Organization" o on o.id = p."organizationId"
where o."kind" <> 'COMMUNITY';
