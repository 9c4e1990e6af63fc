-- What a session gave is what its confirmed part says, typed hours apart; and no session gives what nobody confirmed.
with given as (
  select d."cityId", d."originId", d."giverId", d."receiverId", d."origin", sum(d."acceptedQuantity") as "minutes"
  from "Delivery" d join "Kind" k on k."cityId" = d."cityId" and k.id = d."kindId" and k."measure" = 'MINUTES'
  where d."origin" <> 'MANUAL' and d."state" <> 'WITHDRAWN'
  group by 1, 2, 3, 4, 5
)
select g."cityId", g."originId" as "sessionId", p.id as "partId", g."minutes" as "given"
from given g
left join "SessionReport" r on r."cityId" = g."cityId" and r."sessionId" = g."originId"
left join "SessionPart" p on p."cityId" = r."cityId" and p."reportId" = r.id and p."state" = 'CONFIRMED'
  and p."giverId" = g."giverId" and p."receiverId" = g."receiverId"
where p.id is null or g."minutes" <> case g."origin" when 'SESSION' then p."minutes" else p."typedMinutes" end;
