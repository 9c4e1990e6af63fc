-- The row of the board that the database keeps for a partnership is what its facts come to now: otherwise somebody would act on,
-- or count, what never was.
select coalesce(s."cityId", n."cityId") as "cityId", coalesce(s."partnershipId", n."partnershipId") as "partnershipId"
from "Standing" s full join "StandingNow" n on n."partnershipId" = s."partnershipId"
where row(s.*) is distinct from row(n.*);
