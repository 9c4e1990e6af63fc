-- Evidence stands behind a fact of its own city, and a file that only its uploader may open stands behind none.
select l."cityId", l.id as "evidenceLinkId", l."evidenceId"
from "EvidenceLink" l join "Evidence" e on e.id = l."evidenceId"
left join "Delivery" d on d.id = l."deliveryId" left join "Expense" x on x.id = l."expenseId"
left join "HelpRequest" r on r.id = l."helpRequestId" left join "Appeal" a on a.id = l."appealId"
left join "SessionReport" s on s.id = l."sessionReportId"
where e."cityId" <> l."cityId" or coalesce(d."cityId", x."cityId", r."cityId", a."cityId", s."cityId") is distinct from l."cityId" or e."fileKind" = 'WORKBOOK';
