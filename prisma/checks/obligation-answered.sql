-- What an obligation has handed over is the sum of the open and met obligations that answer it: otherwise
-- something is owed twice, or not at all.
select o."cityId", o.id as "obligationId", o."answered", coalesce(sum(a."quantity"), 0) as "answers"
from "Obligation" o
left join "Obligation" a on a."cityId" = o."cityId" and a."answersId" = o.id and (a."closure" is null or a."closure" = 'MET')
group by o."cityId", o.id, o."answered"
having o."answered" <> coalesce(sum(a."quantity"), 0);
