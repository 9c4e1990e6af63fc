import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useAction } from "../../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../../ui/ConfirmButton.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";
import { PolicyForm } from "./PolicyForm.tsx";
import { usePolicyWords } from "./policy-words.ts";
import classes from "./reminders.module.css";

const PolicyItem_ReminderPolicy = graphql(`
  fragment PolicyItem_ReminderPolicy on ReminderPolicy {
    id
    subject
    days
    workdays
    audience
    channels
    active
    version
  }
`);

const SwitchReminderPolicy = graphql(`
  mutation SwitchReminderPolicy($input: ChangeReminderPolicyInput!) {
    changeReminderPolicy(input: $input) { __typename ... on Failure { code } }
  }
`);

const EndReminderPolicy = graphql(`
  mutation EndReminderPolicy($input: EndReminderPolicyInput!) {
    endReminderPolicy(input: $input) { __typename ... on Failure { code } }
  }
`);

interface PolicyItemProps {
  policy: FragmentType<typeof PolicyItem_ReminderPolicy>;
  mayManage: boolean;
  /** What it would do today, in words. */
  today: string | null;
}

/** One rule as a sentence, with what it would do today and what can be done with it. */
export function PolicyItem({ policy: reference, mayManage, today }: PolicyItemProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const { sentence } = usePolicyWords();
  const [changing, setChanging] = useState(false);
  const [, change] = useMutation(SwitchReminderPolicy);
  const [, end] = useMutation(EndReminderPolicy);
  const policy = readFragment(PolicyItem_ReminderPolicy, reference);
  const { id, version, active, subject, days, workdays, audience, channels } = policy;
  const said = sentence(policy);
  const switching = useAction(
    async (idempotencyKey) =>
      outcome(
        await change({
          input: {
            ...{ idempotencyKey, policyId: id, version, active: !active },
            ...{ subject, days, workdays, audience, channels },
          },
        }),
        (data) => data.changeReminderPolicy,
      ),
    () => {
      toast(t(active ? "turnedOff" : "turnedOn"));
      setChanging(false);
    },
  );
  return (
    <li className={classes.row} data-off={!active || undefined}>
      <div className={classes.what}>
        <div>{said}</div>
        <div className={classes.quiet}>{active ? today : t("off")}</div>
      </div>
      {mayManage && !changing && (
        <Button
          variant="default"
          aria-label={t("changeOne", { sentence: said })}
          onClick={() => setChanging(true)}
        >
          {t("change")}
        </Button>
      )}
      {changing && (
        <div className={classes.form}>
          <PolicyForm
            former={{ id, version, active, subject, days, workdays, audience, channels }}
            onClose={() => setChanging(false)}
          />
          <div className={classes.acts}>
            <Button variant="default" loading={switching.pending} onClick={() => void switching.act()}>
              {t(active ? "turnOff" : "turnOn")}
            </Button>
            <ConfirmButton
              variant="default"
              label={t("remove")}
              question={t("removeQuestion")}
              confirmLabel={t("removeNow")}
              onConfirm={async (idempotencyKey) =>
                outcome(
                  await end({ input: { idempotencyKey, policyId: id, version } }),
                  (data) => data.endReminderPolicy,
                )
              }
              onDone={() => toast(t("removed"))}
            />
          </div>
        </div>
      )}
    </li>
  );
}
