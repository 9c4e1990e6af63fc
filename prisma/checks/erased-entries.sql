-- An entry of the chain has lost its content, payload and salt together, only because somebody whose name it changed was erased
-- later, as the chain itself says: whoever emptied another one hid what was done, without breaking the chain.
select e."chain", e."seq", e."command"
from "AuditEntry" e
where (e."payload" is null) <> (e."salt" is null)
  or (e."payload" is null and (e."command" <> 'person.change' or not exists (
    select from "PersonErasure" x
    join "AuditEntry" told on told."chain" = e."chain" and told."command" = 'person.erase' and told."seq" > e."seq"
      and x."personId" = any(told."subjectIds")
    where x."cityId" = e."cityId" and x."personId" = any(e."subjectIds"))));
