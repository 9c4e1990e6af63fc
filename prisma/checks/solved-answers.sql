-- What who asked said is what became of the request: closed by a yes, opened again by a not yet.
select q."cityId", q.id as "questionId", q."answer", r."state"
from "SolvedQuestion" q join "HelpRequest" r on r.id = q."helpRequestId"
where not r."hasAsker" or q."round" > r."reopenedCount"
  or (q."answer" = 'NOT_YET' and r."reopenedCount" <= q."round")
  or (q."answer" = 'YES' and r."reopenedCount" = q."round" and r."state" <> 'CLOSED');
