-- A voucher is paid wholly from the pledge lines it names.
select e."cityId", e.id as "expenseId", e."total", coalesce(sum(l."amount"), 0) as "lines"
from "Expense" e left join "ExpenseLine" l on l."expenseId" = e.id
group by e."cityId", e.id, e."total"
having e."total" <> coalesce(sum(l."amount"), 0);
