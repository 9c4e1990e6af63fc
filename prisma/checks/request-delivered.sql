-- A request is delivered when all of its needs are accepted, and only then; of one that somebody says is not solved the receiver says what follows.
select r."cityId", r.id as "helpRequestId", r."state"
from "HelpRequest" r
where (r."state" = 'DELIVERED' and exists (select from "Need" n where n."helpRequestId" = r.id and n."accepted" < n."quantity"))
  or (r."state" = 'OPEN' and not r."saidUnsolved" and not exists (select from "Need" n where n."helpRequestId" = r.id and n."accepted" < n."quantity"));
