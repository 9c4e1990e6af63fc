alter table "Dispute" add column "endedAt" timestamptz(6);
update "Dispute" x set "state" = 'WITHDRAWN', "endedAt" = x."settledAt", "arrived" = null, "notArrived" = null, "writtenOff" = null,
  "settledById" = null, "settledAt" = null
from "Delivery" d where d.id = x."deliveryId" and d."state" = 'WITHDRAWN' and x."state" = 'SETTLED';
alter table "Dispute" drop constraint "Dispute_settlement";
alter table "Dispute" add constraint "Dispute_ends" check (
  "quantity" > 0 and (
    ("state" in ('OPEN', 'WITHDRAWN') and "settledById" is null and "settledAt" is null and "arrived" is null
      and "notArrived" is null and "writtenOff" is null) or
    ("state" = 'SETTLED' and "settledById" is not null and "settledAt" is not null
      and "arrived" >= 0 and "notArrived" >= 0 and "writtenOff" >= 0
      and "arrived" + "notArrived" + "writtenOff" = "quantity")) and
  ("endedAt" is not null) = ("state" = 'WITHDRAWN'));
