-- A territory is a prefix of a path: each path is the parent's path and the division's own id.
select d.id as "divisionId", d."path", p."path" as "parentPath"
from "Division" d left join "Division" p on p.id = d."parentId"
where d."path" <> coalesce(p."path", '/') || d.id || '/';
