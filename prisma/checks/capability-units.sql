-- What can be given is said by a partner unit.
select c."cityId", c.id as "capabilityId", o."kind"
from "Capability" c join "Organization" o on o.id = c."organizationId"
where o."kind" <> 'PARTNER_UNIT';
