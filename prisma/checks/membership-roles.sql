-- A role exists only in the kind of organization that knows it: a coordinator in a partner unit would be allowed
-- nothing, or too much.
select m."cityId", m.id as "membershipId", o."kind", m."role"
from "Membership" m join "Organization" o on o.id = m."organizationId"
where m."role"::text <> all (case o."kind"
  when 'OFFICE' then array['LEADER', 'MANAGER', 'COORDINATOR', 'AUDITOR']
  when 'PARTNER_UNIT' then array['LEADER', 'MANAGER', 'LIAISON', 'MEMBER']
  when 'COMMUNITY' then array['MANAGER', 'LIAISON', 'GRID_MEMBER', 'MEMBER']
  else array['MANAGER', 'LIAISON', 'MEMBER'] end);
