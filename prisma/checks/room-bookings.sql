-- A session holds the room that it says, for exactly its own time; a cancelled one holds none.
select x."cityId", x.id as "sessionId", x."roomId", b."roomId" as "bookedId"
from "ActivitySession" x
left join "RoomBooking" b on b."cityId" = x."cityId" and b."sessionId" = x.id and b."releasedAt" is null
where (x."state" = 'PLANNED' and x."roomId" is distinct from b."roomId")
  or (b.id is not null and (x."state" = 'CANCELLED' or b."roomId" is distinct from x."roomId"
    or b."startsAt" <> x."startsAt" or b."endsAt" <> x."endsAt"));
