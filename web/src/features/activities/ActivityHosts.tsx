import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./activities.module.css";
import { InviteHostForm } from "./change/InviteHostForm.tsx";
import { messages as changeMessages } from "./change/messages.ts";
import { messages } from "./messages.ts";

const ActivityHosts_Activity = graphql(`
  fragment ActivityHosts_Activity on Activity {
    id
    hosts { organization { id name } }
  }
`);

const LeaveActivity = graphql(`
  mutation LeaveActivity($input: LeaveActivityInput!) {
    leaveActivity(input: $input) { __typename ... on Failure { code } ... on Activity { id } }
  }
`);

/** Who holds it: another one is asked to hold it too; a co-host goes, and the others go on. */
export function ActivityHosts(props: { activity: FragmentType<typeof ActivityHosts_Activity> }) {
  const { id, hosts } = readFragment(ActivityHosts_Activity, props.activity);
  const t = useMessages(messages);
  const say = useMessages(changeMessages);
  const [inviting, setInviting] = useState(false);
  const rights = useRights();
  const outcome = useOutcome();
  const [, leave] = useMutation(LeaveActivity);
  const mayLeave = (organizationId: string) =>
    hosts.length > 1 && rights.in(organizationId, ["MANAGER", "LIAISON"]);
  return (
    <Panel
      title={t("whoHosts")}
      actions={
        !inviting && (
          <Button variant="default" onClick={() => setInviting(true)}>
            {say("invite")}
          </Button>
        )
      }
    >
      <ul className={classes.rows}>
        {hosts.map(({ organization }) => (
          <li key={organization.id} className={classes.row}>
            <span className={classes.what}>{organization.name}</span>
            {mayLeave(organization.id) && (
              <ConfirmButton
                variant="default"
                label={t("hosts.leave")}
                question={t("hosts.leaveQuestion")}
                confirmLabel={t("hosts.leaveNow")}
                onConfirm={async (idempotencyKey) =>
                  outcome(
                    await leave({
                      input: { idempotencyKey, activityId: id, organizationId: organization.id },
                    }),
                    (data) => data.leaveActivity,
                  )
                }
                onDone={() => toast(t("hosts.left"))}
              />
            )}
          </li>
        ))}
      </ul>
      {inviting && <InviteHostForm activityId={id} onClose={() => setInviting(false)} />}
    </Panel>
  );
}
