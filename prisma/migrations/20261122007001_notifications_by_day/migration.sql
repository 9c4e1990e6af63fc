-- What a week asked of people is counted over all notifications of its days.
create index "Notification_cityId_createdAt_idx" on "Notification" ("cityId", "createdAt");
