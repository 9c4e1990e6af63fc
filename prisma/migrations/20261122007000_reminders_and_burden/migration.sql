-- Reminders by policies, daily summaries, letters and webhooks; what all this puts on people, by week.

CREATE TYPE "ReminderSubject" AS ENUM ('OBLIGATION', 'DELIVERY', 'SESSION', 'APPEAL', 'REQUEST');
CREATE TYPE "ReminderAudience" AS ENUM ('LIAISON', 'MANAGER', 'LEADER', 'OTHER_SIDE', 'OFFICE');
CREATE TYPE "ReminderChannel" AS ENUM ('IN_APP', 'MAIL', 'WEBHOOK');
CREATE TYPE "ReminderOutcome" AS ENUM ('SENT', 'SUPPRESSED');
CREATE TYPE "ReminderSilence" AS ENUM ('WEEKLY_CAP');
CREATE TYPE "OutgoingState" AS ENUM ('WAITING', 'SENT', 'FAILED');
CREATE TYPE "LetterKind" AS ENUM ('CONFIRMATION', 'DIGEST', 'EVENT');
CREATE TYPE "WebhookKind" AS ENUM ('WECOM', 'DINGTALK', 'GENERIC');
CREATE TABLE "BurdenWeek" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "week" DATE NOT NULL,
    "asks" INTEGER NOT NULL,
    "reminders" INTEGER NOT NULL,
    "fields" INTEGER NOT NULL,
    "documents" INTEGER NOT NULL,
    "fromSessions" INTEGER NOT NULL,
    "fieldsSaved" INTEGER NOT NULL,
    "load" INTEGER NOT NULL GENERATED ALWAYS AS ("asks" + "reminders") STORED,
    "computedAt" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "BurdenWeek_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ReminderPolicy" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "subject" "ReminderSubject" NOT NULL,
    "days" INTEGER NOT NULL,
    "workdays" BOOLEAN NOT NULL,
    "audience" "ReminderAudience"[],
    "channels" "ReminderChannel"[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "validFrom" DATE NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ReminderPolicy_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ReminderNotice" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "policyId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "fellOn" DATE NOT NULL,
    "outcome" "ReminderOutcome" NOT NULL,
    "silence" "ReminderSilence",
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    CONSTRAINT "ReminderNotice_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "NotificationChoice" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "address" TEXT,
    "verifiedAt" TIMESTAMPTZ(6),
    "askedAt" TIMESTAMPTZ(6),
    "digest" BOOLEAN NOT NULL DEFAULT true,
    "mailDigest" BOOLEAN NOT NULL DEFAULT true,
    "mailEvents" BOOLEAN NOT NULL DEFAULT true,
    "locale" TEXT NOT NULL DEFAULT 'zh',
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "NotificationChoice_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Digest" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "items" INTEGER NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    CONSTRAINT "Digest_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Letter" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "event" TEXT,
    "subject" TEXT,
    "params" JSONB NOT NULL,
    "state" "OutgoingState" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(6) NOT NULL,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Webhook" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "WebhookKind" NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "sealedUrl" BYTEA NOT NULL,
    "sealedSecret" BYTEA,
    "locale" TEXT NOT NULL DEFAULT 'zh',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "pausedAt" TIMESTAMPTZ(6),
    "endedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "WebhookCall" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "webhookId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "state" "OutgoingState" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(6) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT gongjian_now(),
    CONSTRAINT "WebhookCall_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "WebhookAttempt" (
    "id" UUID NOT NULL,
    "cityId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "ms" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    CONSTRAINT "WebhookAttempt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "BurdenWeek_cityId_week_load_id_idx" ON "BurdenWeek"("cityId", "week", "load", "id");
CREATE UNIQUE INDEX "BurdenWeek_cityId_id_key" ON "BurdenWeek"("cityId", "id");
CREATE UNIQUE INDEX "BurdenWeek_cityId_organizationId_week_key" ON "BurdenWeek"("cityId", "organizationId", "week");
CREATE INDEX "ReminderPolicy_cityId_endedAt_idx" ON "ReminderPolicy"("cityId", "endedAt");
CREATE UNIQUE INDEX "ReminderPolicy_cityId_id_key" ON "ReminderPolicy"("cityId", "id");
CREATE INDEX "ReminderNotice_cityId_policyId_idx" ON "ReminderNotice"("cityId", "policyId");
CREATE INDEX "ReminderNotice_cityId_personId_recordedAt_idx" ON "ReminderNotice"("cityId", "personId", "recordedAt");
CREATE INDEX "ReminderNotice_cityId_organizationId_recordedAt_idx" ON "ReminderNotice"("cityId", "organizationId", "recordedAt");
CREATE INDEX "ReminderNotice_cityId_recordedAt_id_idx" ON "ReminderNotice"("cityId", "recordedAt", "id");
CREATE UNIQUE INDEX "ReminderNotice_cityId_id_key" ON "ReminderNotice"("cityId", "id");
CREATE UNIQUE INDEX "ReminderNotice_policyId_subject_personId_fellOn_key" ON "ReminderNotice"("policyId", "subject", "personId", "fellOn");
CREATE UNIQUE INDEX "NotificationChoice_personId_key" ON "NotificationChoice"("personId");
CREATE UNIQUE INDEX "NotificationChoice_cityId_id_key" ON "NotificationChoice"("cityId", "id");
CREATE UNIQUE INDEX "NotificationChoice_cityId_personId_key" ON "NotificationChoice"("cityId", "personId");
CREATE UNIQUE INDEX "Digest_cityId_id_key" ON "Digest"("cityId", "id");
CREATE UNIQUE INDEX "Digest_cityId_personId_day_key" ON "Digest"("cityId", "personId", "day");
CREATE INDEX "Letter_cityId_personId_idx" ON "Letter"("cityId", "personId");
CREATE INDEX "Letter_state_nextAttemptAt_idx" ON "Letter"("state", "nextAttemptAt");
CREATE UNIQUE INDEX "Letter_cityId_id_key" ON "Letter"("cityId", "id");
CREATE INDEX "Webhook_cityId_organizationId_idx" ON "Webhook"("cityId", "organizationId");
CREATE UNIQUE INDEX "Webhook_cityId_id_key" ON "Webhook"("cityId", "id");
CREATE INDEX "WebhookCall_cityId_webhookId_createdAt_idx" ON "WebhookCall"("cityId", "webhookId", "createdAt");
CREATE INDEX "WebhookCall_state_nextAttemptAt_idx" ON "WebhookCall"("state", "nextAttemptAt");
CREATE UNIQUE INDEX "WebhookCall_cityId_id_key" ON "WebhookCall"("cityId", "id");
CREATE INDEX "WebhookAttempt_cityId_callId_idx" ON "WebhookAttempt"("cityId", "callId");
CREATE UNIQUE INDEX "WebhookAttempt_cityId_id_key" ON "WebhookAttempt"("cityId", "id");
CREATE UNIQUE INDEX "WebhookAttempt_callId_attempt_key" ON "WebhookAttempt"("callId", "attempt");
ALTER TABLE "BurdenWeek" ADD CONSTRAINT "BurdenWeek_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ReminderPolicy" ADD CONSTRAINT "ReminderPolicy_cityId_fkey" FOREIGN KEY ("cityId") REFERENCES "City"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ReminderNotice" ADD CONSTRAINT "ReminderNotice_cityId_policyId_fkey" FOREIGN KEY ("cityId", "policyId") REFERENCES "ReminderPolicy"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ReminderNotice" ADD CONSTRAINT "ReminderNotice_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ReminderNotice" ADD CONSTRAINT "ReminderNotice_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "NotificationChoice" ADD CONSTRAINT "NotificationChoice_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Digest" ADD CONSTRAINT "Digest_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_cityId_personId_fkey" FOREIGN KEY ("cityId", "personId") REFERENCES "Person"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_cityId_organizationId_fkey" FOREIGN KEY ("cityId", "organizationId") REFERENCES "Organization"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "WebhookCall" ADD CONSTRAINT "WebhookCall_cityId_webhookId_fkey" FOREIGN KEY ("cityId", "webhookId") REFERENCES "Webhook"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_cityId_callId_fkey" FOREIGN KEY ("cityId", "callId") REFERENCES "WebhookCall"("cityId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what the rows hold by themselves

create trigger history after insert or update or delete on "ReminderPolicy" for each row execute function record_history();
create trigger history after insert or update or delete on "Webhook" for each row execute function record_history();
create trigger append_only before update or delete on "ReminderNotice" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "ReminderNotice" for each statement execute function refuse_change();
create trigger append_only before update or delete on "Digest" for each row execute function refuse_change();
create trigger append_only_truncate before truncate on "Digest" for each statement execute function refuse_change();

alter table "ReminderPolicy" add constraint "ReminderPolicy_whom_and_how"
  check (cardinality("audience") between 1 and 5 and cardinality("channels") between 1 and 3 and "days" between -120 and 120);
alter table "ReminderNotice" add constraint "ReminderNotice_silence_has_a_reason"
  check (("outcome" = 'SUPPRESSED') = ("silence" is not null));
alter table "NotificationChoice" add constraint "NotificationChoice_verified_address"
  check (("verifiedAt" is null or "address" is not null) and "locale" in ('zh', 'en'));
alter table "Webhook" add constraint "Webhook_locale" check ("locale" in ('zh', 'en'));
alter table "BurdenWeek" add constraint "BurdenWeek_counts" check (
  least("asks", "reminders", "fields", "documents", "fromSessions", "fieldsSaved") >= 0 and extract(isodow from "week") = 1);

-- Tables that forget: letters and the log of webhooks are kept for a while only.
do $$
declare
  before text := pg_get_functiondef('grant_application(name)'::regprocedure);
  patched text := replace(before, '''AuthLockout'',', '''AuthLockout'', ''Letter'', ''WebhookCall'', ''WebhookAttempt'',');
begin
  if patched = before then raise exception 'grant_application does not list what may be deleted'; end if;
  execute patched;
end $$;

-- An address goes with the person; a letter that waits is not sent any more.
do $$
declare
  before text := pg_get_functiondef('erase_person(uuid, uuid)'::regprocedure);
  patched text := replace(before,
    'delete from "Notification" where "cityId" = p_city and "personId" = p_person;',
    'delete from "Notification" where "cityId" = p_city and "personId" = p_person;
  delete from "NotificationChoice" where "cityId" = p_city and "personId" = p_person;
  delete from "Letter" where "cityId" = p_city and "personId" = p_person;');
begin
  if patched = before then raise exception 'erase_person does not delete notifications'; end if;
  execute patched;
end $$;

-- ---------------------------------------------------------------- what every city begins with

-- The ladder that a new city gets from the server (reminder-defaults.ts), for the cities that stand already.
insert into "ReminderPolicy" ("id", "cityId", "subject", "days", "workdays", "audience", "channels", "validFrom")
select gen_random_uuid(), c.id, d."subject"::"ReminderSubject", d."days", d."workdays",
  d."audience"::"ReminderAudience"[], d."channels"::"ReminderChannel"[], (now() at time zone 'Asia/Shanghai')::date
from "City" c, (values
  ('OBLIGATION', -10, true, '{LIAISON}', '{IN_APP}'),
  ('OBLIGATION', 0, false, '{LIAISON}', '{IN_APP}'),
  ('OBLIGATION', 3, true, '{LIAISON,LEADER}', '{IN_APP,MAIL}'),
  ('OBLIGATION', 10, true, '{OFFICE}', '{IN_APP,WEBHOOK}'),
  ('DELIVERY', 3, true, '{LIAISON}', '{IN_APP}'),
  ('SESSION', -1, false, '{LIAISON}', '{IN_APP}'),
  ('APPEAL', 3, true, '{LIAISON}', '{IN_APP}'),
  ('APPEAL', 8, true, '{MANAGER,OFFICE}', '{IN_APP}'),
  ('REQUEST', 3, true, '{LIAISON}', '{IN_APP}'),
  ('REQUEST', 8, true, '{OFFICE}', '{IN_APP}')
) as d ("subject", "days", "workdays", "audience", "channels")
where c."closedOn" is null;
