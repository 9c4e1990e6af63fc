-- What jobs look for by the night, the hour and the quarter of an hour, among a hundred thousand rows and more.

-- Requests whose days with the paired units may be over, and appeals that wait: few of all that there ever were.
create index "HelpRequest_awaits_hall" on "HelpRequest" ("offeredUntil", "id")
  where "state" = 'OPEN' and "hallSince" is null and "keptReason" is null and not "saidUnsolved";
create index "Appeal_waits" on "Appeal" ("cityId", "waitingSince") where "waitingSince" is not null;
-- What a week spared people is counted over the deliveries that came from its sessions.
create index "Delivery_from_sessions" on "Delivery" ("cityId", "submittedAt") where "origin" = 'SESSION';
create index "Reminder_cityId_createdAt_idx" on "Reminder" ("cityId", "createdAt");
-- Whether somebody was reminded of a thing already.
create index "ReminderNotice_cityId_personId_subject_fellOn_idx" on "ReminderNotice" ("cityId", "personId", "subject", "fellOn");

-- The claims of a need are found by their city first, as their index has them.
create or replace function sent_of_need(p_need uuid) returns bigint language sql stable as $$
  select coalesce(sum(greatest(c."marked", c."delivered")), 0)::bigint
  from "Need" n join "Claim" c on c."cityId" = n."cityId" and c."needId" = n.id
  where n.id = p_need and c."state" <> 'WITHDRAWN'
$$;
