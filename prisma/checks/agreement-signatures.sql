-- An agreement in force carries the signatures of both sides.
select a."cityId", a.id as "agreementId", count(distinct s."side") as "sides", count(distinct s."byId") as "persons"
from "Agreement" a left join "AgreementSignature" s on s."agreementId" = a.id
where a."state" in ('IN_FORCE', 'SUPERSEDED')
group by a."cityId", a.id
having count(distinct s."side") < 2 or count(distinct s."byId") < 2;
