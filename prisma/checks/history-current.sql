-- The newest version in the history is the row as it stands: otherwise looking back would show what never was.
select t."cityId", 'Partnership' as "table", t.id::text as "rowId"
from "Partnership" t left join "RowHistory" h on h."tableName" = 'Partnership' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Partnership", h."row") is distinct from t
union all
select t."cityId", 'Obligation' as "table", t.id::text as "rowId"
from "Obligation" t left join "RowHistory" h on h."tableName" = 'Obligation' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Obligation", h."row") is distinct from t
union all
select t."cityId", 'Delivery' as "table", t.id::text as "rowId"
from "Delivery" t left join "RowHistory" h on h."tableName" = 'Delivery' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Delivery", h."row") is distinct from t
union all
select t."cityId", 'Allocation' as "table", t.id::text as "rowId"
from "Allocation" t left join "RowHistory" h on h."tableName" = 'Allocation' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Allocation", h."row") is distinct from t
union all
select t."cityId", 'Pledge' as "table", t.id::text as "rowId"
from "Pledge" t left join "RowHistory" h on h."tableName" = 'Pledge' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Pledge", h."row") is distinct from t
union all
select t."cityId", 'LedgerAccount' as "table", t.id::text as "rowId"
from "LedgerAccount" t left join "RowHistory" h on h."tableName" = 'LedgerAccount' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"LedgerAccount", h."row") is distinct from t
union all
select t."cityId", 'Expense' as "table", t.id::text as "rowId"
from "Expense" t left join "RowHistory" h on h."tableName" = 'Expense' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Expense", h."row") is distinct from t
union all
select t."cityId", 'HelpRequest' as "table", t.id::text as "rowId"
from "HelpRequest" t left join "RowHistory" h on h."tableName" = 'HelpRequest' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"HelpRequest", h."row") is distinct from t
union all
select t."cityId", 'Need' as "table", t.id::text as "rowId"
from "Need" t left join "RowHistory" h on h."tableName" = 'Need' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Need", h."row") is distinct from t
union all
select t."cityId", 'Claim' as "table", t.id::text as "rowId"
from "Claim" t left join "RowHistory" h on h."tableName" = 'Claim' and h."rowId" = t.id::text and h."replacedAt" is null
where h.id is null or jsonb_populate_record(null::"Claim", h."row") is distinct from t;
