-- What was published of a chain stands in it still: a chain that was cut or written anew no longer has it.
select p."chain", p."day", p."seq", encode(p."hash", 'hex') as "published", encode(e."hash", 'hex') as "found"
from "PublishedHead" p left join "AuditEntry" e on e."chain" = p."chain" and e."seq" = p."seq"
where e."hash" is distinct from p."hash";
