import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useAction } from "../../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { toast } from "../../../ui/toast.ts";
import { CallLog } from "./CallLog.tsx";
import classes from "./channels.module.css";
import { messages } from "./messages.ts";
import { WebhookForm } from "./WebhookForm.tsx";

const WebhookItem_Webhook = graphql(`
  fragment WebhookItem_Webhook on Webhook {
    id
    kind
    name
    host
    hasSecret
    locale
    active
    failures
    pausedAt
    version
    organization { id name }
  }
`);

const SwitchWebhook = graphql(`
  mutation SwitchWebhook($input: ChangeWebhookInput!) {
    changeWebhook(input: $input) { __typename ... on Failure { code } }
  }
`);

const TestWebhook = graphql(`
  mutation TestWebhook($input: TestWebhookInput!) {
    testWebhook(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const RemoveWebhook = graphql(`
  mutation RemoveWebhook($input: RemoveWebhookInput!) {
    removeWebhook(input: $input) { __typename ... on Failure { code } }
  }
`);

/** One robot: whether it works, its log, a test, and what can be done with it. */
export function WebhookItem({ webhook: reference }: { webhook: FragmentType<typeof WebhookItem_Webhook> }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [changing, setChanging] = useState(false);
  const [, change] = useMutation(SwitchWebhook);
  const [, test] = useMutation(TestWebhook);
  const [, remove] = useMutation(RemoveWebhook);
  const webhook = readFragment(WebhookItem_Webhook, reference);
  const { id, kind, name, host, hasSecret, locale, active, failures, pausedAt, version } = webhook;
  const on = active && !pausedAt;
  const switching = useAction(
    async (idempotencyKey) =>
      outcome(
        await change({ input: { idempotencyKey, webhookId: id, version, name, locale, active: !on } }),
        (data) => data.changeWebhook,
      ),
    () => toast(t(on ? "hooks.turnedOff" : "hooks.turnedOn")),
  );
  const testing = useAction(
    async (idempotencyKey) =>
      outcome(await test({ input: { idempotencyKey, webhookId: id } }), (data) => data.testWebhook),
    () => toast(t("hooks.tested")),
  );
  return (
    <Panel title={`${name} · ${webhook.organization.name}`}>
      <div className={classes.item}>
        <p className={classes.quiet}>
          {t(`hooks.kinds.${kind}`)} · {t("hooks.sealed", { host, signed: String(hasSecret) })}
          <br />
          {t("hooks.state", {
            state: pausedAt ? "PAUSED" : active ? "ON" : "OFF",
            failures: String(failures),
          })}
        </p>
        {testing.failure?.kind === "refused" && <ErrorNotice text={testing.failure.text} />}
        {changing ? (
          <WebhookForm
            former={{ id, version, kind, name, locale, active: on }}
            organizations={[]}
            onClose={() => setChanging(false)}
          />
        ) : (
          <div className={classes.acts}>
            {on && (
              <Button loading={testing.pending} onClick={() => void testing.act()}>
                {t("hooks.test")}
              </Button>
            )}
            <Button variant="default" loading={switching.pending} onClick={() => void switching.act()}>
              {t(on ? "hooks.turnOff" : "hooks.turnOn")}
            </Button>
            <Button variant="default" onClick={() => setChanging(true)}>
              {t("hooks.change")}
            </Button>
            <ConfirmButton
              variant="default"
              label={t("hooks.remove")}
              question={t("hooks.removeQuestion")}
              confirmLabel={t("hooks.removeNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(
                  await remove({ input: { idempotencyKey, webhookId: id, version } }),
                  (data) => data.removeWebhook,
                )
              }
              onDone={() => toast(t("hooks.removed"))}
            />
          </div>
        )}
        <CallLog webhookId={id} />
      </div>
    </Panel>
  );
}
