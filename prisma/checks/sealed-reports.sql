-- A sealed period has its report of the city, and one of every unit and community that was there in it.
select p.id from "Period" p
where p."sealedAt" is not null and (
  not exists (select from "SealedReport" r where r."cityId" = p."cityId" and r."periodId" = p.id and r.scope = 'CITY' and r.places is not null)
  or exists (
    select from "Organization" o
    where o."cityId" = p."cityId" and o.kind in ('PARTNER_UNIT', 'COMMUNITY') and o."createdAt" <= p."sealedAt"
      and o."startedOn" <= p."closesOn" and (o."endedOn" is null or o."endedOn" >= p."opensOn")
      and not exists (
        select from "SealedReport" r where r."cityId" = p."cityId" and r."periodId" = p.id and r."subjectId" = o.id::text)));
