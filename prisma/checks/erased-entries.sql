-- An entry of the chain has lost its content, payload and salt together, only because somebody whose name it changed was erased
-- later: whoever emptied another one hid what was done, without breaking the chain.
select e."chain", e."seq", e."command"
from "AuditEntry" e
where (e."payload" is null) <> (e."salt" is null)
  or (e."payload" is null and (e."command" <> 'person.change' or not exists (
    select from "PersonErasure" x
    where x."cityId" = e."cityId" and x."personId" = any(e."subjectIds") and x."recordedAt" >= e."at")));
