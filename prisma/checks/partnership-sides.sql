-- A partnership joins a partner unit with a community or an office.
select p."cityId", p.id as "partnershipId", g."kind" as "giver", r."kind" as "receiver"
from "Partnership" p join "Organization" g on g.id = p."giverId" join "Organization" r on r.id = p."receiverId"
where g."kind" <> 'PARTNER_UNIT' or r."kind" not in ('COMMUNITY', 'OFFICE');
